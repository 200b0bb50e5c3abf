package io.demur.train.engine;

import io.demur.train.optimizer.Loop;

/** Arithmetic on rows of arrays, in forms that the compiler turns into vector instructions. */
final class Rows {
    /** Columns that one thread takes at a time when rows of a gradient collide: two lines of the cache. */
    private static final int COLUMNS = 32;

    /** Work on some columns. */
    @FunctionalInterface
    interface Columns {
        void accept(int from, int length);
    }

    private Rows() {}

    static void add(float[] from, int fromStart, float[] to, int toStart, int length) {
        for (int i = 0; i < length; i++) {
            to[toStart + i] += from[fromStart + i];
        }
    }

    static void scale(float[] values, int start, int length, float factor) {
        for (int i = start; i < start + length; i++) {
            values[i] *= factor;
        }
    }

    /** Each column is summed by one thread in the order of the rows, so the number of threads changes no bit. */
    static void overColumns(Loop loop, int width, Columns work) {
        int parts = Math.min(loop.threads(), (width + COLUMNS - 1) / COLUMNS);
        int each = (width / parts + COLUMNS - 1) / COLUMNS * COLUMNS;
        loop.over(parts, part -> {
            int from = Math.min(width, part * each);
            int end = part == parts - 1 ? width : Math.min(width, from + each);
            work.accept(from, end - from);
        });
    }
}
