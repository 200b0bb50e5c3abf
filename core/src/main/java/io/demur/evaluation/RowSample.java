package io.demur.evaluation;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Some rows of a source, in their order: a {@link #range}, or labelled ones, drawn without replacement by a seed; rows whose label is
 * ignored take no part. Rows are drawn by their content, and each is equally likely: the same rows in another order, in
 * another file or of another number type give the same sample.
 *
 * <p>Drawing reads the source twice, and keeps 8 bytes of each row meanwhile; more often where those of all rows would
 * take more than an eighth of the heap. A pass over the sample reads the source again.
 */
public final class RowSample {
    private final long[] rows;
    private final long total;

    private RowSample(long[] rows, long total) {
        this.rows = rows;
        this.total = total;
    }

    /**
     * Draws the rows; all of them if no more have a label than are wanted.
     *
     * @param wanted at least 1
     * @throws InputException if logits and labels differ in number, no row has a label, or the logits are a stream that
     *     can be read only once
     */
    public static RowSample of(Logits logits, Labels labels, int wanted, long seed) {
        if (wanted < 1) {
            throw new InputException("sample", "at least 1 row is needed, not " + wanted);
        }
        RowDraw draw = new RowDraw(logits, labels, seed);
        long[] rows = draw.draw(wanted);
        return new RowSample(rows, draw.total());
    }

    /** Consecutive rows, labelled or not, such as the pixels of one image. */
    public static RowSample range(long first, int count) {
        return new RowSample(LongStream.range(first, first + count).toArray(), count);
    }

    /** Number of rows drawn. */
    public int size() {
        return rows.length;
    }

    /** Number of rows that could have been drawn: those with a label. */
    public long total() {
        return total;
    }

    /** These rows of logits; closing them closes the source. */
    public Logits of(Logits source) {
        return new Sampled(source);
    }

    /** The labels of these rows. */
    public Labels of(Labels source) {
        return new Labels() {
            @Override
            public String name() {
                return source.name();
            }

            @Override
            public OptionalLong rows() {
                return OptionalLong.of(rows.length);
            }

            @Override
            public void read(long firstRow, int count, int[] target) {
                int[] one = new int[1];
                for (int i = 0; i < count; i++) {
                    source.read(rows[(int) firstRow + i], 1, one);
                    target[i] = one[0];
                }
            }
        };
    }

    private final class Sampled implements Logits {
        private final Logits source;

        Sampled(Logits source) {
            this.source = source;
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public int classes() {
            return source.classes();
        }

        @Override
        public String dtype() {
            return source.dtype();
        }

        @Override
        public boolean singleLogit() {
            return source.singleLogit();
        }

        @Override
        public boolean pixels() {
            return source.pixels();
        }

        @Override
        public OptionalLong rows() {
            return OptionalLong.of(rows.length);
        }

        @Override
        public Pass pass() {
            return new Picking(source.pass(), new LogitTile(classes()));
        }

        @Override
        public void close() {
            source.close();
        }
    }

    /** Reads the source in its order, one thread at a time, and hands out the drawn rows. */
    private final class Picking implements Logits.Pass {
        private final Logits.Pass source;
        private final LogitTile block;
        private final double[] row;
        private int next;

        Picking(Logits.Pass source, LogitTile block) {
            this.source = source;
            this.block = block;
            this.row = new double[block.classes()];
            block.hold(0, 0);
        }

        @Override
        public synchronized boolean next(LogitTile tile) {
            int first = next;
            while (next < rows.length && next - first < tile.capacity() && reach(rows[next])) {
                int position = (int) (rows[next] - block.firstRow());
                for (int k = 0; k < row.length; k++) {
                    row[k] = block.value(position, k);
                }
                tile.putRow(next++ - first, row, 0);
            }
            tile.hold(first, next - first);
            return next > first;
        }

        /** Reads on until the block holds a row; false at the end of a source that is shorter than it said. */
        private boolean reach(long wanted) {
            while (wanted >= block.firstRow() + block.rows()) {
                if (!source.next(block)) {
                    return false;
                }
            }
            return true;
        }
    }
}
