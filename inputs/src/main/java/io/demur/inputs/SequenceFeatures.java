package io.demur.inputs;

import java.util.Arrays;
import java.util.Objects;

/** Rows of identifiers in order, such as the words of a text, padded with 0 to the same length. */
public final class SequenceFeatures implements Features {
    private final int length;
    private final int[] ids;
    private final int[] lengths;

    private SequenceFeatures(int length, int[] ids, int[] lengths) {
        this.length = length;
        this.ids = ids;
        this.lengths = lengths;
    }

    /**
     * Takes the arrays over.
     *
     * @param length identifiers per row, padding included
     * @param ids {@code rows * length} identifiers, row after row
     * @param lengths per row how many of them are real, from 1 to {@code length}
     */
    public static SequenceFeatures of(int length, int[] ids, int[] lengths) {
        if (length < 1 || ids.length != (long) lengths.length * length) {
            throw new IllegalArgumentException(
                    ids.length + " ids do not make " + lengths.length + " rows of " + length);
        }
        if (Arrays.stream(lengths).anyMatch(real -> real < 1 || real > length)) {
            throw new IllegalArgumentException("each row has from 1 to " + length + " ids");
        }
        return new SequenceFeatures(length, ids, lengths);
    }

    @Override
    public int rows() {
        return lengths.length;
    }

    /** Identifiers per row, padding included. */
    public int length() {
        return length;
    }

    /** All identifiers, row after row; not to be changed. */
    public int[] ids() {
        return ids;
    }

    /** Per row how many identifiers are real; not to be changed. */
    public int[] lengths() {
        return lengths;
    }

    @Override
    public SequenceFeatures select(int... rows) {
        int[] chosen = new int[Math.multiplyExact(rows.length, length)];
        int[] real = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            Objects.checkIndex(rows[i], rows());
            System.arraycopy(ids, rows[i] * length, chosen, i * length, length);
            real[i] = lengths[rows[i]];
        }
        return new SequenceFeatures(length, chosen, real);
    }
}
