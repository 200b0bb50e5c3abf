package io.demur.io;

import io.demur.io.csv.CsvOptions;
import io.demur.logits.InputKind;

/**
 * What must be known about an input besides its name.
 *
 * @param kind what the numbers are
 * @param csv which columns mean what, if it is a table
 */
public record InputOptions(InputKind kind, CsvOptions csv) {
    /** Logits in all numeric columns. */
    public static final InputOptions LOGITS = new InputOptions(InputKind.LOGITS, CsvOptions.ALL_LOGITS);

    /** Numbers of another kind in all numeric columns. */
    public static InputOptions of(InputKind kind) {
        return new InputOptions(kind, CsvOptions.ALL_LOGITS);
    }
}
