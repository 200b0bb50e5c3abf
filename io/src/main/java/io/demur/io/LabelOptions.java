package io.demur.io;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What must be known about labels besides the name of their file.
 *
 * @param column the column of a table, by name or position; empty if it has one only
 * @param classNames the file of the classes' names, which a column of text refers to
 * @param ignored values that mark a row as left out
 */
public record LabelOptions(Optional<String> column, Optional<Path> classNames, List<Long> ignored) {
    /** Numbers in the only column, none of them left out. */
    public static final LabelOptions ONLY_COLUMN = new LabelOptions(Optional.empty(), Optional.empty(), List.of());

    /** Copies the list. */
    public LabelOptions {
        ignored = List.copyOf(ignored);
    }

    long[] ignoredValues() {
        return ignored.stream().mapToLong(Long::longValue).toArray();
    }
}
