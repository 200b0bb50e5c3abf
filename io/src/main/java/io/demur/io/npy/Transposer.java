package io.demur.io.npy;

import io.demur.logits.LogitTile;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * Turns row-major elements into a class-major tile, a band of eight rows at a time. Belongs to one thread.
 *
 * <p>Eight doubles are one cache line: every line of the tile is written once and as a whole, while the eight rows are
 * read as eight forward streams from a small array that stays in the first-level cache. The arrays of two classes are
 * padded and so their lines do not compete for one cache set.
 */
abstract class Transposer {
    /** Rows that are turned together. */
    static final int BAND = 8;

    final int classes;

    private Transposer(int classes) {
        this.classes = classes;
    }

    static Transposer of(NpyType type, int classes) {
        return switch (type) {
            case F2 -> new Halves(classes);
            case F4 -> new Floats(classes);
            default -> new Doubles(classes);
        };
    }

    /** Puts {@code count} rows from the buffer into the tile, beginning with the tile's row {@code first}. */
    final void put(ByteBuffer bytes, int count, LogitTile tile, int first) {
        open(bytes);
        for (int row = 0; row < count; row += BAND) {
            int rows = Math.min(BAND, count - row);
            load(rows * classes);
            if (rows == BAND) {
                turn(tile.values(), first + row);
            } else {
                turnFew(rows, tile, first + row);
            }
        }
    }

    /** Begins with the bytes of a new block. */
    abstract void open(ByteBuffer bytes);

    /** Copies the next elements of the block into the band. */
    abstract void load(int elements);

    /** Writes a full band to eight consecutive rows of the tile. */
    abstract void turn(double[][] tile, int row);

    abstract double loaded(int element);

    private void turnFew(int rows, LogitTile tile, int row) {
        for (int k = 0; k < classes; k++) {
            for (int r = 0; r < rows; r++) {
                tile.values()[k][row + r] = loaded(r * classes + k);
            }
        }
    }

    private static class Floats extends Transposer {
        final float[] band;
        private FloatBuffer source = FloatBuffer.allocate(0);

        Floats(int classes) {
            super(classes);
            band = new float[Math.multiplyExact(BAND, classes)];
        }

        @Override
        void open(ByteBuffer bytes) {
            source = bytes.asFloatBuffer();
        }

        @Override
        void load(int elements) {
            source.get(band, 0, elements);
        }

        @Override
        final void turn(double[][] tile, int row) {
            turn(band, classes, tile, row);
        }

        /** On its own, with everything in local variables, so that the compiler keeps all of it in registers. */
        private static void turn(float[] band, int n, double[][] tile, int row) {
            for (int k = 0; k < n; k++) {
                double[] target = tile[k];
                target[row] = band[k];
                target[row + 1] = band[n + k];
                target[row + 2] = band[2 * n + k];
                target[row + 3] = band[3 * n + k];
                target[row + 4] = band[4 * n + k];
                target[row + 5] = band[5 * n + k];
                target[row + 6] = band[6 * n + k];
                target[row + 7] = band[7 * n + k];
            }
        }

        @Override
        final double loaded(int element) {
            return band[element];
        }
    }

    /** Halves become floats on their way into the band. */
    private static final class Halves extends Floats {
        private ShortBuffer source = ShortBuffer.allocate(0);
        private final short[] batch;

        Halves(int classes) {
            super(classes);
            batch = new short[band.length];
        }

        @Override
        void open(ByteBuffer bytes) {
            source = bytes.asShortBuffer();
        }

        @Override
        void load(int elements) {
            source.get(batch, 0, elements);
            for (int i = 0; i < elements; i++) {
                band[i] = Half.toFloat(batch[i]);
            }
        }
    }

    private static final class Doubles extends Transposer {
        private final double[] band;
        private DoubleBuffer source = DoubleBuffer.allocate(0);

        Doubles(int classes) {
            super(classes);
            band = new double[Math.multiplyExact(BAND, classes)];
        }

        @Override
        void open(ByteBuffer bytes) {
            source = bytes.asDoubleBuffer();
        }

        @Override
        void load(int elements) {
            source.get(band, 0, elements);
        }

        @Override
        void turn(double[][] tile, int row) {
            int n = classes;
            for (int k = 0; k < n; k++) {
                double[] target = tile[k];
                target[row] = band[k];
                target[row + 1] = band[n + k];
                target[row + 2] = band[2 * n + k];
                target[row + 3] = band[3 * n + k];
                target[row + 4] = band[4 * n + k];
                target[row + 5] = band[5 * n + k];
                target[row + 6] = band[6 * n + k];
                target[row + 7] = band[7 * n + k];
            }
        }

        @Override
        double loaded(int element) {
            return band[element];
        }
    }
}
