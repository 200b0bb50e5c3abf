package io.demur.serve.decide;

import io.demur.logits.InputException;
import io.demur.logits.LogitTile;
import io.demur.select.Decider;
import io.demur.select.Grouping;
import io.demur.select.Selector;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntUnaryOperator;

/**
 * Decides requests with one selector, on any thread. Working memory is lent to a request and taken back, so there is as
 * much of it as requests were ever decided at the same time: threads may be many and short-lived.
 */
public final class Workbench {
    /** Few rows: the logits of a row then lie close together. */
    private static final int FEW = 1;

    private final Selector selector;
    private final ConcurrentLinkedQueue<Bench> small = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Bench> large = new ConcurrentLinkedQueue<>();

    private record Bench(LogitTile tile, Decider decider) {
        Bench(Selector selector, LogitTile tile) {
            this(tile, new Decider(selector, tile));
        }
    }

    /** For one selector. */
    public Workbench(Selector selector) {
        this.selector = selector;
    }

    /**
     * Decides all rows.
     *
     * @param groups the group of every row; empty where the selector has no rule per group of a column
     * @throws InputException if the rows are not as long as there are classes, or groups are missing or too many
     */
    public Decided decide(Rows rows, List<String> groups) {
        check(rows, groups);
        Decided decided = new Decided(rows.rows());
        ConcurrentLinkedQueue<Bench> shelf = rows.rows() <= FEW ? small : large;
        Bench lent = shelf.poll();
        Bench bench = lent != null ? lent : bench(rows.rows());
        int capacity = bench.tile.capacity();
        for (int first = 0; first < rows.rows(); first += capacity) {
            int from = first;
            int count = Math.min(capacity, rows.rows() - first);
            rows.fill(bench.tile, first, count);
            IntUnaryOperator rule = groups.isEmpty() ? r -> 0 : r -> selector.group(groups.get(from + r));
            bench.decider.decide(bench.tile, rule);
            decided.take(bench.decider, first, count);
        }
        shelf.add(bench);
        return decided;
    }

    /**
     * Decides made-up rows for a while. The compiler shapes the loops of a score by how often they went round until then:
     * compiled while single rows come, they stay half as fast for many.
     *
     * @param most how long
     */
    public void warmUp(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        Bench bench = bench(Integer.MAX_VALUE);
        LogitTile tile = bench.tile;
        SplittableRandom random = new SplittableRandom(1);
        tile.hold(0, tile.capacity());
        for (double[] values : tile.values()) {
            Arrays.setAll(values, r -> random.nextDouble(-4, 8));
        }
        while (System.nanoTime() - end < 0) {
            bench.decider.decide(tile, r -> 0);
        }
        large.add(bench);
    }

    private Bench bench(int rows) {
        int classes = selector.model().classes();
        return new Bench(selector, rows <= FEW ? new LogitTile(classes, FEW) : new LogitTile(classes));
    }

    private void check(Rows rows, List<String> groups) {
        int classes = selector.model().classes();
        if (rows.rows() > 0 && rows.columns() != classes) {
            throw new InputException(
                    "logits",
                    "have " + rows.columns() + " numbers per row, the selector is for " + classes + " classes");
        }
        boolean wanted = selector.grouping() == Grouping.COLUMN;
        if (wanted && groups.size() != rows.rows()) {
            throw new InputException(
                    "groups",
                    "there are " + groups.size() + " for " + rows.rows() + " rows",
                    "give one per row, because the selector has one rule per group");
        }
        if (!wanted && !groups.isEmpty()) {
            throw new InputException("groups", "the selector has no rules per given group", "leave them out");
        }
    }
}
