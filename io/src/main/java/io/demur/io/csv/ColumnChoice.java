package io.demur.io.csv;

import io.demur.logits.InputException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decides from the head of a file which columns are read. */
@FunctionalInterface
interface ColumnChoice {
    /** Positions of the wanted columns, in the wanted order. */
    List<Integer> choose(CsvHead head);

    /** What to do about a field that is no number. */
    default String remedy() {
        return "every row needs every number";
    }

    /** One column: the named one, or the only one. */
    static ColumnChoice one(Optional<String> column) {
        return head -> {
            if (column.isEmpty() && head.columns() > 1) {
                throw new InputException(
                        head.file(), "has " + head.columns() + " columns where one is wanted", "name the column");
            }
            return List.of(column.map(head::position).orElse(0));
        };
    }

    /** For each column of the file, its place in a row, or -1. */
    static int[] places(List<Integer> chosen, int columns) {
        int[] places = IntStream.generate(() -> -1).limit(columns).toArray();
        for (int i = 0; i < chosen.size(); i++) {
            places[chosen.get(i)] = i;
        }
        return places;
    }
}
