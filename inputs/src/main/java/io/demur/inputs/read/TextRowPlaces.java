package io.demur.inputs.read;

import io.demur.io.csv.TextRows;
import java.util.Arrays;
import java.util.function.IntFunction;

/** On which line of a file each row begins. */
final class TextRowPlaces implements IntFunction<String> {
    private final String file;
    private int[] lines = new int[1024];
    private int rows;

    TextRowPlaces(String file) {
        this.file = file;
    }

    void add(int line) {
        if (rows == lines.length) {
            lines = Arrays.copyOf(lines, rows * 2);
        }
        lines[rows++] = line;
    }

    @Override
    public String apply(int row) {
        return TextRows.place(file, row, lines[row]);
    }
}
