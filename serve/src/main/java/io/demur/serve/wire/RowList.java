package io.demur.serve.wire;

import io.demur.serve.decide.DoubleRows;
import java.io.IOException;

/** A list of lists of one length, or one list: a row. Grows while it is read. */
final class RowList {
    private final Numbers numbers = new Numbers();
    private int rows;
    private int length;

    /** Takes one element: a number or a row. */
    void take(JsonInput in) throws IOException {
        boolean flat = numbers.size() > 0 && rows == 0;
        if (in.isList() ? flat : rows > 0) {
            throw in.problem("rows and numbers are mixed");
        }
        if (!in.isList()) {
            numbers.add(in.number());
            return;
        }
        int before = numbers.size();
        in.list(() -> numbers.add(in.number()));
        int found = numbers.size() - before;
        if (found == 0 || (rows > 0 && found != length)) {
            throw in.problem(
                    "row " + rows + " has " + found + " numbers" + (rows > 0 ? ", those before have " + length : ""));
        }
        rows++;
        length = found;
    }

    boolean isEmpty() {
        return numbers.size() == 0;
    }

    /** What was taken; the list's arrays are given away. */
    DoubleRows rows(JsonInput in) {
        if (isEmpty()) {
            throw in.problem("there are no rows");
        }
        return new DoubleRows(rows == 0 ? numbers.size() : length, numbers.values(), numbers.size());
    }
}
