package io.demur.inputs;

import java.util.Objects;

/**
 * Rows of identifiers without order, such as hashed n-grams: an identifier that comes twice counts twice. A row may be
 * empty.
 */
public final class BagFeatures implements Features {
    private final int[] starts;
    private final int[] ids;

    private BagFeatures(int[] starts, int[] ids) {
        this.starts = starts;
        this.ids = ids;
    }

    /**
     * Takes the arrays over.
     *
     * @param starts where each row begins in {@code ids}, and one more entry: the length of {@code ids}
     * @param ids identifiers from 0, row after row
     */
    public static BagFeatures of(int[] starts, int[] ids) {
        if (starts.length == 0 || starts[0] != 0 || starts[starts.length - 1] != ids.length) {
            throw new IllegalArgumentException("starts must go from 0 to the number of ids, " + ids.length);
        }
        for (int i = 1; i < starts.length; i++) {
            if (starts[i] < starts[i - 1]) {
                throw new IllegalArgumentException("row " + (i - 1) + " ends before it begins");
            }
        }
        return new BagFeatures(starts, ids);
    }

    @Override
    public int rows() {
        return starts.length - 1;
    }

    /** Where each row begins in {@link #ids()}, and the end; not to be changed. */
    public int[] starts() {
        return starts;
    }

    /** All identifiers, row after row; not to be changed. */
    public int[] ids() {
        return ids;
    }

    @Override
    public BagFeatures select(int... rows) {
        int[] begin = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            Objects.checkIndex(rows[i], rows());
            begin[i + 1] = begin[i] + starts[rows[i] + 1] - starts[rows[i]];
        }
        int[] chosen = new int[begin[rows.length]];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(ids, starts[rows[i]], chosen, begin[i], begin[i + 1] - begin[i]);
        }
        return new BagFeatures(begin, chosen);
    }
}
