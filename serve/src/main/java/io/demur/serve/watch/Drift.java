package io.demur.serve.watch;

import io.demur.math.ClopperPearson;
import io.demur.math.Interval;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Whether coverage and scores look as they did, without labels: a hint, no guarantee. Safe for use by several threads.
 *
 * <p>Rows are looked at in blocks of {@value #BLOCK}; recent are the last two. Coverage has drifted when the exact 99.9 %
 * interval of the recent coverage does not meet the 95 % interval of the certification sample. Scores have drifted when
 * their population stability index, over the deciles of the first {@value #FIRST} scores of this version, exceeds
 * {@value #HIGH}; they have returned when it is below {@value #LOW}.
 */
final class Drift {
    static final int BLOCK = 1_000;
    static final int FIRST = 2_000;
    static final double HIGH = 0.25;
    static final double LOW = 0.1;

    static final int SHOWN = 100;

    private static final int BINS = 10;
    private static final double TAIL = 0.0005;

    private final Optional<Interval> certified;
    private double[] first = new double[FIRST];
    private int firstSize;
    private double[] edges = new double[0];
    private final Deque<Double> blocks = new ArrayDeque<>();
    private final Block current = new Block();
    private final Block last = new Block();
    private long rows;
    private long acceptedRows;
    private double coverage = Double.NaN;
    private double stability = Double.NaN;
    private boolean coverageDrifted;
    private boolean scoresDrifted;

    private static final class Block {
        private int rows;
        private int accepted;
        private final int[] bins = new int[BINS];

        private void take(Block other) {
            rows = other.rows;
            accepted = other.accepted;
            System.arraycopy(other.bins, 0, bins, 0, BINS);
        }

        private void clear() {
            rows = 0;
            accepted = 0;
            Arrays.fill(bins, 0);
        }
    }

    /**
     * What there is to say after a row.
     *
     * @param kind {@code coverage}, {@code scores}, or {@code edges} when the first scores are complete
     */
    record Event(String kind, String text) {}

    /** Coverage over all rows, recent ones and the last blocks, and the index of the scores; NaN where it is not known. */
    record View(
            long rows,
            long accepted,
            double recentCoverage,
            double stability,
            boolean drifted,
            List<Double> blocks,
            Optional<Interval> certified) {}

    Drift(Optional<Interval> certified, Optional<double[]> edges) {
        this.certified = certified;
        edges.ifPresent(this::spread);
    }

    private void spread(double... between) {
        edges = between;
        first = new double[0];
    }

    synchronized Optional<Event> add(boolean accepted, double confidence) {
        rows++;
        acceptedRows += accepted ? 1 : 0;
        current.rows++;
        current.accepted += accepted ? 1 : 0;
        if (edges.length > 0 && !Double.isNaN(confidence)) {
            current.bins[bin(confidence)]++;
        }
        if (edges.length == 0 && !Double.isNaN(confidence)) {
            first[firstSize++] = confidence;
            if (firstSize == FIRST) {
                Arrays.sort(first);
                double[] deciles = new double[BINS - 1];
                for (int i = 0; i < deciles.length; i++) {
                    deciles[i] = first[(i + 1) * FIRST / BINS];
                }
                spread(deciles);
                return Optional.of(new Event("edges", ""));
            }
        }
        return current.rows < BLOCK ? Optional.empty() : endOfBlock();
    }

    private int bin(double confidence) {
        int at = Arrays.binarySearch(edges, confidence);
        return at >= 0 ? at + 1 : -at - 1;
    }

    private Optional<Event> endOfBlock() {
        int both = last.rows + current.rows;
        int accepted = last.accepted + current.accepted;
        coverage = (double) accepted / both;
        blocks.addLast((double) current.accepted / current.rows);
        if (blocks.size() > SHOWN) {
            blocks.removeFirst();
        }
        Optional<Event> event = last.rows == 0 ? Optional.empty() : judgeCoverage(both, accepted);
        if (event.isEmpty() && last.rows > 0) {
            event = judgeScores();
        }
        last.take(current);
        current.clear();
        return event;
    }

    private Optional<Event> judgeCoverage(int both, int accepted) {
        if (certified.isEmpty()) {
            return Optional.empty();
        }
        Interval then = certified.get();
        boolean apart = ClopperPearson.upper(both, accepted, TAIL) < then.lower()
                || ClopperPearson.lower(both, accepted, TAIL) > then.upper();
        boolean news = apart && !coverageDrifted;
        coverageDrifted = apart;
        return news
                ? Optional.of(new Event(
                        "coverage",
                        "of the last " + both + " rows " + accepted + " were accepted; the certification sample says "
                                + then.lower() + " to " + then.upper()))
                : Optional.empty();
    }

    private Optional<Event> judgeScores() {
        int total = 0;
        for (int b = 0; b < BINS; b++) {
            total += last.bins[b] + current.bins[b];
        }
        if (total < BLOCK) {
            return Optional.empty();
        }
        double index = 0;
        for (int b = 0; b < BINS; b++) {
            double share = (last.bins[b] + current.bins[b] + 0.5) / (total + 0.5 * BINS);
            index += (share - 1.0 / BINS) * StrictMath.log(share * BINS);
        }
        stability = index;
        boolean news = index > HIGH && !scoresDrifted;
        scoresDrifted = index > HIGH || (scoresDrifted && index > LOW);
        return news
                ? Optional.of(new Event(
                        "scores", "the population stability index of the last " + total + " scores is " + index))
                : Optional.empty();
    }

    synchronized View view() {
        return new View(
                rows,
                acceptedRows,
                coverage,
                stability,
                coverageDrifted || scoresDrifted,
                List.copyOf(blocks),
                certified);
    }

    synchronized double[] edges() {
        return edges.clone();
    }
}
