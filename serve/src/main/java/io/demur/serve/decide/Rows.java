package io.demur.serve.decide;

import io.demur.logits.LogitTile;

/** Rows of numbers of one length, held in memory. Immutable; the arrays behind it are owned by it. */
public interface Rows {
    /** How many rows. */
    int rows();

    /** Numbers per row. */
    int columns();

    /**
     * Puts consecutive rows into a tile, from its first row on.
     *
     * @param tile of as many classes as there are columns, and room for {@code count} rows
     */
    void fill(LogitTile tile, int first, int count);

    /** All numbers as floats, row after row. */
    float[] toFloats();

    /** The logits of both classes where a model gives one, {@code z}: rows {@code (-z/2, z/2)}. */
    static Rows ofBinaryLogits(float[] z) {
        double[] both = new double[2 * z.length];
        for (int i = 0; i < z.length; i++) {
            both[2 * i] = -z[i] / 2.0;
            both[2 * i + 1] = z[i] / 2.0;
        }
        return new DoubleRows(2, both, both.length);
    }
}
