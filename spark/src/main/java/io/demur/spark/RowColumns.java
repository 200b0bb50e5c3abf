package io.demur.spark;

import io.demur.logits.InputKind;
import java.util.List;
import java.util.Optional;

/**
 * Which columns of a table are what.
 *
 * @param logits the column of vectors or arrays, or one numeric column for each class, in their order
 * @param kind what their numbers are
 * @param label the column of labels: whole numbers, or names of classes
 * @param group the column of groups
 * @param classNames names of the classes, in the order of the logits; labels that are text need them
 * @param ignored labels of rows that take no part
 */
public record RowColumns(
        List<String> logits,
        InputKind kind,
        Optional<String> label,
        Optional<String> group,
        List<String> classNames,
        List<Long> ignored) {

    /** Copies the lists. */
    public RowColumns {
        logits = List.copyOf(logits);
        classNames = List.copyOf(classNames);
        ignored = List.copyOf(ignored);
    }

    /** Logits without labels. */
    public static RowColumns logits(String... columns) {
        return new RowColumns(
                List.of(columns), InputKind.LOGITS, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    /** The same, of another kind. */
    public RowColumns with(InputKind other) {
        return new RowColumns(logits, other, label, group, classNames, ignored);
    }

    /** The same with labels. */
    public RowColumns withLabel(String column) {
        return new RowColumns(logits, kind, Optional.of(column), group, classNames, ignored);
    }

    /** The same with groups. */
    public RowColumns withGroup(String column) {
        return new RowColumns(logits, kind, label, Optional.of(column), classNames, ignored);
    }

    /** The same with names of the classes. */
    public RowColumns withClassNames(List<String> names) {
        return new RowColumns(logits, kind, label, group, names, ignored);
    }

    /** The same, where rows with these labels take no part. */
    public RowColumns ignoring(List<Long> labels) {
        return new RowColumns(logits, kind, label, group, classNames, labels);
    }
}
