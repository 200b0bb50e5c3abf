package io.demur.logits;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Logits in memory, row-major: for small data, tests and callers that hold their numbers already. */
public final class ArrayLogits implements Logits {
    private final double[] values;
    private final int classes;
    private final int rows;

    private ArrayLogits(double[] values, int classes) {
        this.values = values;
        this.classes = classes;
        this.rows = values.length / classes;
    }

    /**
     * Logits from a row-major array.
     *
     * @param values row-major, copied; its length a multiple of {@code classes}
     * @param classes number of classes, at least 2
     */
    public static ArrayLogits of(double[] values, int classes) {
        requireRows(values.length, classes);
        return new ArrayLogits(values.clone(), classes);
    }

    private static void requireRows(int values, int classes) {
        if (classes < 2 || values % classes != 0) {
            throw new IllegalArgumentException(values + " values are no rows of " + classes + " classes");
        }
    }

    /** One array per row, all of one length, which is at least 2. */
    public static ArrayLogits of(double[]... rows) {
        int classes = rows.length == 0 ? 2 : rows[0].length;
        requireRows(rows.length * classes, classes);
        double[] values = new double[rows.length * classes];
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != classes) {
                throw new InputException("row " + r, "has " + rows[r].length + " values, the first row " + classes);
            }
            System.arraycopy(rows[r], 0, values, r * classes, classes);
        }
        return new ArrayLogits(values, classes);
    }

    @Override
    public String name() {
        return "logits";
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public String dtype() {
        return "float64";
    }

    @Override
    public OptionalLong rows() {
        return OptionalLong.of(rows);
    }

    @Override
    public Pass pass() {
        AtomicLong next = new AtomicLong();
        return tile -> {
            long first = next.getAndAdd(tile.capacity());
            int count = (int) Math.max(0, Math.min(tile.capacity(), rows - first));
            tile.hold(Math.min(first, rows), count);
            for (int r = 0; r < count; r++) {
                tile.putRow(r, values, (int) (first + r) * classes);
            }
            return count > 0;
        };
    }

    @Override
    public void close() {}
}
