package io.demur.evaluation;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.math.Hash64;
import io.demur.score.TileLabels;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Draws labelled rows by their content: the lot of a row is a function of the seed, its logits and label, and its
 * occurrence among equal rows, and the lowest lots are drawn.
 *
 * <p>One reading counts the rows and collects their contents; where those of all rows would take more than an eighth of
 * the heap, several readings each collect a part of them. A last one finds the rows whose contents were drawn. Of equal
 * rows the first are taken, which are as good as any.
 */
final class RowDraw {
    private static final long SHARE_OF_HEAP = 8;

    private final Logits logits;
    private final Labels labels;
    private final long seed;
    private final long rowsAtOnce;
    private final long[] hash;
    private final LogitTile tile;
    private final int[] truth;
    private long total;

    /** With the readings that the heap asks for. */
    RowDraw(Logits logits, Labels labels, long seed) {
        this(logits, labels, seed, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / Long.BYTES);
    }

    RowDraw(Logits logits, Labels labels, long seed, long rowsAtOnce) {
        this.logits = logits;
        this.labels = labels;
        this.rowsAtOnce = rowsAtOnce;
        this.seed = Hash64.mix(seed ^ Hash64.START);
        this.tile = new LogitTile(logits.classes());
        this.hash = new long[tile.capacity()];
        this.truth = new int[tile.capacity()];
    }

    /** Rows that have a label, once some were drawn. */
    long total() {
        return total;
    }

    /** The positions of the drawn rows, ascending: so many, or all that have a label. */
    long[] draw(int wanted) {
        TileLabels.requireSameRows(logits, labels);
        int parts = Math.toIntExact(1 + logits.rows().orElse(0) / rowsAtOnce);
        Lots lots = new Lots(wanted);
        for (int part = 0; part < parts; part++) {
            long[] contents = contents(part, parts);
            total += contents.length;
            Arrays.sort(contents);
            int occurrence = 0;
            for (int i = 0; i < contents.length; i++) {
                occurrence = i > 0 && contents[i] == contents[i - 1] ? occurrence + 1 : 0;
                lots.add(Hash64.mix(Hash64.join(contents[i], occurrence) ^ seed), contents[i]);
            }
        }
        return positions(lots.contents());
    }

    /** What one row with a label holds, and where it is. */
    private interface Reader {
        void row(long position, long content);
    }

    private void read(Reader reader) {
        Logits.Pass pass = logits.pass();
        long rows = 0;
        while (pass.next(tile)) {
            labels.read(tile.firstRow(), tile.rows(), truth);
            tile.hash(hash);
            for (int r = 0; r < tile.rows(); r++) {
                if (truth[r] >= 0) {
                    reader.row(tile.firstRow() + r, Hash64.join(hash[r], truth[r]));
                }
            }
            rows += tile.rows();
        }
        TileLabels.requireRows(logits, labels, rows);
    }

    /** The contents of the rows whose content falls into a part. */
    private long[] contents(int part, int parts) {
        LongStream.Builder found = LongStream.builder();
        read((position, content) -> {
            if (Math.floorMod(content, parts) == part) {
                found.add(content);
            }
        });
        return found.build().toArray();
    }

    private long[] positions(long... drawn) {
        if (drawn.length == 0) {
            throw new InputException(logits.name(), "no row is left to draw: all labels are ignored");
        }
        Arrays.sort(drawn);
        int[] taken = new int[drawn.length];
        LongStream.Builder positions = LongStream.builder();
        read((position, content) -> {
            int first = first(drawn, content);
            if (first < drawn.length && first + taken[first] < drawn.length && drawn[first + taken[first]] == content) {
                taken[first]++;
                positions.add(position);
            }
        });
        return positions.build().toArray();
    }

    /** Where a value stands for the first time in a sorted array, or would stand. */
    private static int first(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
