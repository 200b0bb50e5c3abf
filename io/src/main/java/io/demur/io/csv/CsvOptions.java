package io.demur.io.csv;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns of a table mean what. A column is given by its name in the header, or by its position from 0.
 *
 * @param labelColumn the column of true classes, which is then no logit
 * @param logitColumns the columns of logits, in the order of the classes; empty for all numeric columns but the others
 * @param otherColumns columns of something else, such as groups
 * @param precision the type the logits had before they became text
 * @param leftOut is told of columns of text
 */
public record CsvOptions(
        Optional<String> labelColumn,
        List<String> logitColumns,
        List<String> otherColumns,
        Precision precision,
        LeftOutColumns leftOut) {
    /** All numeric columns are logits. */
    public static final CsvOptions ALL_LOGITS = new CsvOptions(Optional.empty(), List.of());

    /** Names under which other things than logits usually travel. */
    private static final Set<String> NO_CLASS_NAMES = Set.of("", "label", "labels", "target", "targets", "id", "index");

    /** Copies the lists. */
    public CsvOptions {
        logitColumns = List.copyOf(logitColumns);
        otherColumns = List.copyOf(otherColumns);
    }

    /** Without other columns, in double precision, and telling nobody. */
    public CsvOptions(Optional<String> labelColumn, List<String> logitColumns) {
        this(labelColumn, logitColumns, List.of(), Precision.FLOAT64, LeftOutColumns.UNTOLD);
    }

    /** All numeric columns but this are logits. */
    public static CsvOptions label(String column) {
        return new CsvOptions(Optional.of(column), List.of());
    }

    /** With more columns that are no logits. */
    public CsvOptions withOthers(List<String> columns) {
        return new CsvOptions(labelColumn, logitColumns, columns, precision, leftOut);
    }

    /** With the type that the logits had. */
    public CsvOptions with(Precision type) {
        return new CsvOptions(labelColumn, logitColumns, otherColumns, type, leftOut);
    }

    /** With somebody who is told what is left out. */
    public CsvOptions telling(LeftOutColumns who) {
        return new CsvOptions(labelColumn, logitColumns, otherColumns, precision, who);
    }

    /** Whether a column of this name is hardly one of logits. */
    public static boolean isNoClassName(String column) {
        return NO_CLASS_NAMES.contains(column.toLowerCase(Locale.ROOT));
    }
}
