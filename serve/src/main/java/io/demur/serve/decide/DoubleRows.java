package io.demur.serve.decide;

import io.demur.logits.LogitTile;

/** Rows of doubles, row after row. */
public final class DoubleRows implements Rows {
    private final int columns;
    private final int rows;
    private final double[] values;

    /**
     * Takes the array over.
     *
     * @param length how much of it is meant, a multiple of {@code columns}
     */
    public DoubleRows(int columns, double[] values, int length) {
        if (columns < 1 || length % columns != 0 || length > values.length) {
            throw new IllegalArgumentException(length + " values do not make rows of " + columns);
        }
        this.columns = columns;
        this.rows = length / columns;
        this.values = values;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void fill(LogitTile tile, int first, int count) {
        tile.hold(first, count);
        for (int r = 0; r < count; r++) {
            tile.putRow(r, values, (first + r) * columns);
        }
    }

    @Override
    public float[] toFloats() {
        float[] floats = new float[rows * columns];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
