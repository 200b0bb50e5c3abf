package io.demur.select;

import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.TilePass;
import io.demur.math.Hash64;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Picks the golden rows of a selector from real data: those whose confidence is nearest to the threshold on either side
 * would test rounding but not the rest, so rows are picked by the hash of their content and group, some accepted and some
 * not. Which ones depends neither on the order of the rows nor on the number of threads.
 */
public final class GoldenRows {
    private static final int OF_EACH = 3;

    private record Picked(long hash, GoldenRow row) {}

    private final Selector selector;
    private final List<Picked> accepted = new ArrayList<>();
    private final List<Picked> abstained = new ArrayList<>();

    /** Nothing picked yet. */
    public GoldenRows(Selector selector) {
        this.selector = selector;
    }

    /**
     * Picks among all rows of a source, which is read once.
     *
     * @param groups name of the group of a row of the source; {@link Rule#EVERYTHING} where there are none
     */
    public static List<GoldenRow> pick(Selector selector, Logits logits, LongFunction<String> groups, int threads) {
        GoldenRows picked = new GoldenRows(selector);
        picked.look(logits, groups, threads);
        return picked.rows();
    }

    /** Looks at more rows; what is picked of parts and of what was picked from parts is what is picked of the whole. */
    public void look(Logits logits, LongFunction<String> groups, int threads) {
        TilePass.run(logits, threads, () -> new Worker(groups));
    }

    /** What one thread does. */
    private final class Worker implements TilePass.Worker {
        private final LongFunction<String> groups;
        private final Decider decider =
                new Decider(selector, new LogitTile(selector.model().classes()));

        Worker(LongFunction<String> groups) {
            this.groups = groups;
        }

        @Override
        public void accept(LogitTile tile) {
            decider.decide(tile, r -> selector.group(groups.apply(tile.firstRow() + r)));
            long[] hashes = decider.hashes();
            for (int r = 0; r < tile.rows(); r++) {
                if (Double.isNaN(decider.confidence(r))) {
                    continue;
                }
                List<Picked> side = decider.accepted(r) ? accepted : abstained;
                String group = groups.apply(tile.firstRow() + r);
                long hash = Hash64.join(hashes[r], group.hashCode());
                synchronized (side) {
                    if (side.size() < OF_EACH || hash < side.get(OF_EACH - 1).hash) {
                        keep(side, new Picked(hash, row(tile, r, group)));
                    }
                }
            }
        }

        private GoldenRow row(LogitTile tile, int r, String group) {
            double[] values = new double[tile.classes()];
            for (int k = 0; k < values.length; k++) {
                values[k] = tile.value(r, k);
            }
            return selector.golden(values, group);
        }
    }

    /** The rows picked so far: first those accepted. */
    public List<GoldenRow> rows() {
        return Stream.of(accepted, abstained)
                .flatMap(List::stream)
                .map(Picked::row)
                .toList();
    }

    private static void keep(List<Picked> side, Picked picked) {
        if (side.stream().anyMatch(other -> other.hash == picked.hash)) {
            return;
        }
        side.add(picked);
        side.sort(Comparator.comparingLong(Picked::hash));
        if (side.size() > OF_EACH) {
            side.remove(OF_EACH);
        }
    }
}
