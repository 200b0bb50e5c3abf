package io.demur.spark;

import io.demur.logits.InputKind;
import java.io.Serializable;

/**
 * What the rows of a table look like once its columns are found: at {@link #LOGITS} the logits, at {@link #LABEL} the label,
 * at {@link #GROUP} the group as text.
 *
 * @param name of the table
 * @param logits name of the column of logits
 * @param reader of the logits
 * @param kind what the numbers are
 * @param width how many numbers each row has
 * @param labels reads the labels
 * @param group name of the column of groups; empty if there is none
 */
record RowShape(
        String name, String logits, LogitReader reader, InputKind kind, int width, LabelReader labels, String group)
        implements Serializable {
    static final int LOGITS = 0;
    static final int LABEL = 1;
    static final int GROUP = 2;

    /** Number of classes: one number stands for two. */
    int classes() {
        return Math.max(2, width);
    }
}
