package io.demur.io.csv;

import io.demur.logits.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Decides from the head of a file which columns are read. */
@FunctionalInterface
interface ColumnChoice {
    /** Positions of the wanted columns, in the wanted order. */
    List<Integer> choose(CsvHead head);

    /** The logits. */
    static ColumnChoice logits(CsvOptions options) {
        return head -> {
            if (!options.logitColumns().isEmpty()) {
                return options.logitColumns().stream().map(head::position).toList();
            }
            Set<Integer> others = Stream.concat(options.labelColumn().stream(), options.otherColumns().stream())
                    .map(head::position)
                    .collect(Collectors.toSet());
            List<Integer> chosen = new ArrayList<>();
            for (int i = 0; i < head.columns(); i++) {
                if (!others.contains(i) && head.numeric(i)) {
                    checkName(head, i);
                    chosen.add(i);
                }
            }
            if (chosen.isEmpty()) {
                throw new InputException(
                        head.file(), "has no column of numbers", "known separators are comma, semicolon and tab");
            }
            return chosen;
        };
    }

    private static void checkName(CsvHead head, int column) {
        if (head.hasNames() && CsvOptions.isNoClassName(head.name(column))) {
            throw new InputException(
                    head.file(),
                    "column " + column + ", \"" + head.name(column) + "\", does not look like logits",
                    "say which column is the label, name the logit columns, or leave this one out");
        }
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
