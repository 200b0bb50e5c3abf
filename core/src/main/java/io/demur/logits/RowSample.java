package io.demur.logits;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Some rows of a source, drawn without replacement by a seed and kept in their order: every set of so many rows is
 * equally likely. Rows are drawn by position, so another order of the rows gives another sample.
 */
public final class RowSample {
    private final long[] rows;
    private final long total;

    private RowSample(long[] rows, long total) {
        this.rows = rows;
        this.total = total;
    }

    /**
     * Draws the rows; all of them if no more are there than are wanted.
     *
     * @param total rows of the source
     * @param wanted at least 1
     */
    public static RowSample of(long total, int wanted, long seed) {
        if (wanted < 1) {
            throw new InputException("sample", "at least 1 row is needed, not " + wanted);
        }
        if (wanted >= total) {
            return new RowSample(LongStream.range(0, total).toArray(), total);
        }
        SplittableRandom random = new SplittableRandom(seed);
        long[] drawn = LongStream.generate(() -> random.nextLong(total))
                .distinct()
                .limit(wanted)
                .sorted()
                .toArray();
        return new RowSample(drawn, total);
    }

    /** Number of rows drawn. */
    public int size() {
        return rows.length;
    }

    /** Share of the source's rows that was drawn. */
    public double share() {
        return (double) rows.length / total;
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
