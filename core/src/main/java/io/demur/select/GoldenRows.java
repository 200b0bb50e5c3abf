package io.demur.select;

import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.TilePass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Picks the golden rows of a selector from real data: those whose confidence is nearest to the threshold on either side
 * would test rounding but not the rest, so rows are picked by the hash of their content, some accepted and some not.
 */
public final class GoldenRows {
    private static final int OF_EACH = 3;

    private record Picked(long hash, GoldenRow row) {}

    private GoldenRows() {}

    /**
     * Reads the source once more.
     *
     * @param groups name of the group of a row of the source; {@link Rule#EVERYTHING} where there are none
     */
    public static List<GoldenRow> pick(Selector selector, Logits logits, LongFunction<String> groups, int threads) {
        List<Picked> accepted = new ArrayList<>();
        List<Picked> abstained = new ArrayList<>();
        TilePass.run(logits, threads, () -> new TilePass.Worker() {
            private final LogitTile shape = new LogitTile(selector.model().classes());
            private final Decider decider = new Decider(selector, shape);

            @Override
            public void accept(LogitTile tile) {
                decider.decide(tile, r -> selector.group(groups.apply(tile.firstRow() + r)));
                long[] hashes = decider.hashes();
                for (int r = 0; r < tile.rows(); r++) {
                    if (Double.isNaN(decider.confidence(r))) {
                        continue;
                    }
                    List<Picked> side = decider.accepted(r) ? accepted : abstained;
                    synchronized (side) {
                        if (side.size() < OF_EACH || hashes[r] < side.get(OF_EACH - 1).hash) {
                            keep(side, new Picked(hashes[r], row(tile, r)));
                        }
                    }
                }
            }

            private GoldenRow row(LogitTile tile, int r) {
                double[] values = new double[tile.classes()];
                for (int k = 0; k < values.length; k++) {
                    values[k] = tile.value(r, k);
                }
                return selector.golden(values, groups.apply(tile.firstRow() + r));
            }
        });
        List<GoldenRow> rows = new ArrayList<>();
        accepted.forEach(picked -> rows.add(picked.row));
        abstained.forEach(picked -> rows.add(picked.row));
        return rows;
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
