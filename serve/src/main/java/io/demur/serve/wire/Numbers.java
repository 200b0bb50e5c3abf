package io.demur.serve.wire;

import java.util.Arrays;

/** Numbers of a JSON list in an array that grows. */
final class Numbers {
    private static final int FIRST_SIZE = 1024;

    private double[] values = new double[FIRST_SIZE];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    /** The array itself, of which {@link #size()} are meant; the caller's from now on. */
    double[] values() {
        return values;
    }
}
