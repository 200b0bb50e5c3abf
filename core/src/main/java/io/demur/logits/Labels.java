package io.demur.logits;

import java.util.OptionalLong;

/**
 * The true class of every row, in the order of the logits: integers in {@code [0, K)}, or {@link #IGNORED}.
 */
public interface Labels {
    /** The label of a row that takes no part in anything, such as an unlabelled pixel. */
    int IGNORED = -1;

    /** What error messages call this source. */
    String name();

    /** Number of labels where it is known beforehand. */
    OptionalLong rows();

    /**
     * Copies the labels of consecutive rows.
     *
     * @throws InputException if there are fewer labels than asked for
     */
    void read(long firstRow, int count, int[] target);

    /** Labels held in memory; the array is copied. */
    static Labels of(int... labels) {
        return new ArrayLabels("labels", labels.clone());
    }

    /**
     * Labels from a column of numbers of any integer type.
     *
     * @param classes number of classes {@code K}
     * @param ignored values that mark a row as left out, for example -1 or 255
     * @throws InputException naming the first row whose label is neither ignored nor in {@code [0, K)}
     */
    static Labels checked(String name, long[] column, int classes, long... ignored) {
        LabelCheck check = new LabelCheck(name, classes, ignored);
        int[] labels = new int[column.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = check.label(column[i], i);
        }
        return new ArrayLabels(name, labels);
    }
}
