package io.demur.io.csv;

import java.util.List;
import java.util.Optional;

/**
 * Which columns of a CSV file mean what. A column is given by its name in the header, or by its position from 0.
 *
 * @param labelColumn the column of true classes, which is then no logit
 * @param logitColumns the columns of logits, in the order of the classes; empty for all numeric columns but the label
 */
public record CsvOptions(Optional<String> labelColumn, List<String> logitColumns) {
    /** All numeric columns are logits. */
    public static final CsvOptions ALL_LOGITS = new CsvOptions(Optional.empty(), List.of());

    /** Copies the list. */
    public CsvOptions {
        logitColumns = List.copyOf(logitColumns);
    }

    /** All numeric columns but this are logits. */
    public static CsvOptions label(String column) {
        return new CsvOptions(Optional.of(column), List.of());
    }
}
