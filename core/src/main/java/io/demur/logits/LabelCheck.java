package io.demur.logits;

import java.util.Arrays;

/** What a number in a column of labels stands for: a class in {@code [0, K)}, or a row that is left out. */
public final class LabelCheck {
    private final String name;
    private final int classes;
    private final long[] ignored;

    /**
     * A check of one column.
     *
     * @param name what error messages call the column's source
     * @param classes number of classes {@code K}
     * @param ignored values that mark a row as left out, for example -1 or 255
     */
    public LabelCheck(String name, int classes, long... ignored) {
        this.name = name;
        this.classes = classes;
        this.ignored = ignored.clone();
    }

    /**
     * The class, or {@link Labels#IGNORED}.
     *
     * @param row for the message
     * @throws InputException if the label is neither ignored nor in {@code [0, K)}
     */
    public int label(long label, long row) {
        boolean inside = label >= 0 && label < classes;
        if (inside && ignored.length == 0) {
            return (int) label;
        }
        if (Arrays.stream(ignored).anyMatch(value -> value == label)) {
            return Labels.IGNORED;
        }
        if (inside) {
            return (int) label;
        }
        String bound = label < 0 ? "negative" : "not below the number of classes " + classes;
        throw new InputException(
                name,
                "label " + label + " at row " + row + " is " + bound,
                "use --ignore-label " + label + " if such rows are to be left out");
    }
}
