package io.demur.logits;

import io.demur.math.Hash64;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A block of consecutive logit rows, class-major, in double precision: the unit of work of every kernel.
 *
 * <p>The logit of class {@code k} of the tile's row {@code r} is {@code values()[k][r]}: loops over rows touch consecutive
 * memory, no reduction crosses lanes, and every array is read at the same index, without which the compiler would not
 * dare to take several rows at once. The arrays are owned by the tile and reused: sources write them, kernels read them,
 * nobody keeps them. A tile belongs to one thread.
 */
public final class LogitTile {
    /** About a core's second-level cache; larger tiles make longer, faster loops. */
    private static final int TARGET_VALUES = 1 << 17;

    private static final int LEAST_ROWS = 64;
    /** A file with a plane for each class is read in pieces of so many pixels; shorter ones cost more calls. */
    private static final int MOST_ROWS = 4096;
    /** One cache line, so that the columns of one row do not all fall into the same cache set. */
    private static final int PADDING = 8;

    /** Rows whose hashes stay in the first-level cache from one class to the next. */
    private static final int HASHED_TOGETHER = 1024;

    private final int classes;
    private final int capacity;
    private final double[][] values;
    private final double[] work;
    private final long[] bits;
    private long firstRow;
    private int rows;
    private ByteBuffer scratch = ByteBuffer.allocate(0);

    /** A tile for {@code classes} classes, with a capacity that suits the processor's caches. */
    public LogitTile(int classes) {
        this(classes, Math.max(LEAST_ROWS, Math.min(MOST_ROWS, TARGET_VALUES / classes / LEAST_ROWS * LEAST_ROWS)));
    }

    /** A tile that holds at most {@code capacity} rows. */
    public LogitTile(int classes, int capacity) {
        if (classes < 1 || capacity < 1) {
            throw new IllegalArgumentException("a tile needs a class and a row, not " + classes + " x " + capacity);
        }
        this.classes = classes;
        this.capacity = capacity;
        this.values = new double[classes][capacity + PADDING];
        this.work = new double[capacity];
        this.bits = new long[capacity];
    }

    /** Number of classes. */
    public int classes() {
        return classes;
    }

    /** Most rows this tile can hold. */
    public int capacity() {
        return capacity;
    }

    /** Rows held now. */
    public int rows() {
        return rows;
    }

    /** Position of the tile's first row in the source, from 0. */
    public long firstRow() {
        return firstRow;
    }

    /** The logits of each class, by row; the tile's own arrays, somewhat longer than its capacity. */
    public double[][] values() {
        return values;
    }

    /** The logit of one class of one row. */
    public double value(int row, int klass) {
        return values[klass][row];
    }

    /** Fills the hashes of the rows' logits as doubles; equal for equal rows whatever file or type they came from. */
    public void hash(long[] target) {
        Arrays.fill(target, 0, rows, Hash64.START);
        for (int first = 0; first < rows; first += HASHED_TOGETHER) {
            int end = Math.min(rows, first + HASHED_TOGETHER);
            for (int k = 0; k < classes; k++) {
                Hash64.stepEach(target, values[k], work, bits, first, end);
            }
        }
        Hash64.mixEach(target, rows);
    }

    /** For sources: says which rows the tile holds from now on. */
    public void hold(long first, int count) {
        if (count < 0 || count > capacity) {
            throw new IllegalArgumentException(count + " rows do not fit a tile of " + capacity);
        }
        firstRow = first;
        rows = count;
    }

    /** For sources: writes one row given as consecutive values. */
    public void putRow(int row, double[] source, int offset) {
        for (int k = 0; k < classes; k++) {
            values[k][row] = source[offset + k];
        }
    }

    /** For sources: a little-endian buffer of at least {@code bytes}, kept with the tile so that each thread has one. */
    public ByteBuffer scratch(int bytes) {
        if (scratch.capacity() < bytes) {
            scratch = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        scratch.clear();
        return scratch;
    }
}
