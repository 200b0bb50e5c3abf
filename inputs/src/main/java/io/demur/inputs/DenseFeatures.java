package io.demur.inputs;

import java.util.Objects;

/** Rows of numbers, all of the same length; row-major. */
public final class DenseFeatures implements Features {
    private final int columns;
    private final float[] values;

    private DenseFeatures(int columns, float[] values) {
        this.columns = columns;
        this.values = values;
    }

    /**
     * Takes the array over.
     *
     * @param values {@code rows * columns} numbers, row after row
     */
    public static DenseFeatures of(int columns, float[] values) {
        if (columns < 1 || values.length % columns != 0) {
            throw new IllegalArgumentException(values.length + " values do not make rows of " + columns);
        }
        return new DenseFeatures(columns, values);
    }

    @Override
    public int rows() {
        return values.length / columns;
    }

    /** Numbers per row. */
    public int columns() {
        return columns;
    }

    /** The array itself, row after row; not to be changed. */
    public float[] values() {
        return values;
    }

    @Override
    public DenseFeatures select(int... rows) {
        float[] chosen = new float[Math.multiplyExact(rows.length, columns)];
        for (int i = 0; i < rows.length; i++) {
            Objects.checkIndex(rows[i], rows());
            System.arraycopy(values, rows[i] * columns, chosen, i * columns, columns);
        }
        return new DenseFeatures(columns, chosen);
    }
}
