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

    /**
     * As {@link #label}, of the bits of an unsigned number. Beyond {@link Long#MAX_VALUE} no option can name it, but as a
     * signed number one can, and a negative one is most likely what it was.
     */
    public int unsignedLabel(long bits, long row) {
        if (bits >= 0) {
            return label(bits, row);
        }
        throw new InputException(
                name,
                "label " + Long.toUnsignedString(bits) + " at row " + row + " is not below the number of classes "
                        + classes,
                "save the labels as int64, where it is " + bits + ", and use --ignore-label " + bits
                        + " if such rows are to be left out");
    }
}
