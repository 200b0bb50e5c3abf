package io.demur.io.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the labels in a column stand for.
 *
 * @param column the column's name or position; empty if there is only one
 * @param names the class of each name; empty if classes have none
 * @param classes number of classes {@code K}
 * @param ignored numbers that mark a row as left out
 */
public record LabelForm(Optional<String> column, Map<String, Integer> names, int classes, List<Long> ignored) {
    /** Copies the collections. */
    public LabelForm {
        names = Map.copyOf(names);
        ignored = List.copyOf(ignored);
    }

    /** Classes without names. */
    static LabelForm numbered(Optional<String> column, int classes, long... ignored) {
        return new LabelForm(
                column, Map.of(), classes, Arrays.stream(ignored).boxed().toList());
    }

    long[] ignoredValues() {
        return ignored.stream().mapToLong(Long::longValue).toArray();
    }
}
