package io.demur.serve.wire;

import io.demur.serve.decide.DoubleRows;
import java.io.IOException;
import java.util.Arrays;

/** Numbers of a JSON list, gathered row by row or flat. */
final class Numbers {
    private static final int FIRST_SIZE = 1024;

    private double[] values = new double[FIRST_SIZE];
    private int size;

    private void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    /** A list of lists of one length, or one list: a row. */
    static DoubleRows rows(JsonInput in) throws IOException {
        Numbers numbers = new Numbers();
        int[] shape = {0, 0};
        in.list(() -> {
            if (!in.isList()) {
                if (shape[0] > 0) {
                    throw in.problem("rows and numbers are mixed");
                }
                numbers.add(in.number());
                return;
            }
            int before = numbers.size;
            if (before > 0 && shape[0] == 0) {
                throw in.problem("rows and numbers are mixed");
            }
            in.list(() -> numbers.add(in.number()));
            int length = numbers.size - before;
            if (length == 0 || (shape[0] > 0 && length != shape[1])) {
                throw in.problem("row " + shape[0] + " has " + length + " numbers"
                        + (shape[0] > 0 ? ", those before have " + shape[1] : ""));
            }
            shape[0]++;
            shape[1] = length;
        });
        if (numbers.size == 0) {
            throw in.problem("there are no rows");
        }
        return new DoubleRows(shape[0] == 0 ? numbers.size : shape[1], numbers.values, numbers.size);
    }

    /** Lists in lists to any depth, in their order. */
    static Numbers flat(JsonInput in) throws IOException {
        Numbers numbers = new Numbers();
        numbers.gather(in);
        return numbers;
    }

    private void gather(JsonInput in) throws IOException {
        in.list(() -> {
            if (in.isList()) {
                gather(in);
            } else {
                add(in.number());
            }
        });
    }

    int size() {
        return size;
    }

    /** The array itself, of which {@link #size()} are meant; the caller's from now on. */
    double[] values() {
        return values;
    }
}
