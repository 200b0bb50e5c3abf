package io.demur.serve.decide;

import io.demur.logits.LogitTile;

/** Rows of floats, row after row: what a model gives. */
final class FloatRows implements Rows {
    private final int columns;
    private final float[] values;

    FloatRows(int columns, float[] values) {
        this.columns = columns;
        this.values = values;
    }

    @Override
    public int rows() {
        return values.length / columns;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void fill(LogitTile tile, int first, int count) {
        tile.hold(first, count);
        double[][] target = tile.values();
        for (int r = 0; r < count; r++) {
            int from = (first + r) * columns;
            for (int k = 0; k < columns; k++) {
                target[k][r] = values[from + k];
            }
        }
    }

    @Override
    public float[] toFloats() {
        return values.clone();
    }
}
