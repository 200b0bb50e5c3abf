package io.demur.train.engine;

import java.util.Arrays;

/** Which rows of a table a batch reads, in the order of their first coming, and where each of them comes. */
final class TouchedRows {
    private final int[] slotOf;
    private final int[] rows;
    private int count;

    /** Finds the rows below {@code vocabulary} among some identifiers. */
    TouchedRows(int vocabulary) {
        slotOf = new int[vocabulary];
        rows = new int[vocabulary];
        Arrays.fill(slotOf, -1);
    }

    /** Forgets the last batch. */
    void clear() {
        for (int i = 0; i < count; i++) {
            slotOf[rows[i]] = -1;
        }
        count = 0;
    }

    /** Counts one identifier in. */
    void add(int id) {
        if (slotOf[id] < 0) {
            slotOf[id] = count;
            rows[count++] = id;
        }
    }

    /** The rows, each once. */
    int[] rows() {
        return Arrays.copyOf(rows, count);
    }

    /** Where a row stands in {@link #rows}. */
    int slot(int id) {
        return slotOf[id];
    }
}
