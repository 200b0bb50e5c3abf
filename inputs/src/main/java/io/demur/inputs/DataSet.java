package io.demur.inputs;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;

/**
 * Raw rows with their true classes.
 *
 * <p>Values do not change. The class of a row is its place in {@link #classNames()}.
 */
public final class DataSet {
    private final RawRows raw;
    private final int[] labels;
    private final List<String> classNames;

    private DataSet(RawRows raw, int[] labels, List<String> classNames) {
        this.raw = raw;
        this.labels = labels;
        this.classNames = classNames;
    }

    /**
     * Copies labels and names.
     *
     * @param labels one per row, from 0 and below the number of classes
     * @param classNames at least two, all different
     */
    public static DataSet of(RawRows raw, int[] labels, List<String> classNames) {
        if (labels.length != raw.rows()) {
            throw new IllegalArgumentException(labels.length + " labels for " + raw.rows() + " rows");
        }
        if (classNames.size() < 2 || new HashSet<>(classNames).size() < classNames.size()) {
            throw new IllegalArgumentException("there must be two or more different classes, not " + classNames);
        }
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] >= classNames.size()) {
                throw new IllegalArgumentException("label " + labels[row] + " at row " + row
                        + " is not below the number of classes " + classNames.size());
            }
        }
        return new DataSet(raw, labels.clone(), List.copyOf(classNames));
    }

    /** Number of rows. */
    public int rows() {
        return labels.length;
    }

    /** The rows without their classes. */
    public RawRows raw() {
        return raw;
    }

    /** The true class of each row; a copy. */
    public int[] labels() {
        return labels.clone();
    }

    /** The names of the classes, in the order of the labels. */
    public List<String> classNames() {
        return classNames;
    }

    /** How many rows each class has. */
    public int[] classCounts() {
        int[] counts = new int[classNames.size()];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /** The chosen rows with their labels, in the order given. */
    public DataSet select(int... rows) {
        int[] chosen = Arrays.stream(rows).map(row -> labels[row]).toArray();
        return new DataSet(raw.select(rows), chosen, classNames);
    }

    /**
     * What the data set is known by: {@code sha256:} and hex digits.
     *
     * <p>The SHA-256 of the names of columns and classes and of the sorted SHA-256 of all rows with the names of their
     * classes. The order of the rows does not matter; a cell, a label or a copy of a row more or less does.
     */
    public String digest() {
        RowDigest digest = new RowDigest();
        byte[][] rows = new byte[rows()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = digest.addRow(raw, row).add(classNames.get(labels[row])).take();
        }
        Arrays.sort(rows, Arrays::compareUnsigned);
        digest.addAll(raw instanceof RawTable table ? table.columns() : List.of());
        digest.addAll(classNames).add(rows.length);
        for (byte[] row : rows) {
            digest.add(row);
        }
        return "sha256:" + HexFormat.of().formatHex(digest.take());
    }

    /** Per row 64 bits of the SHA-256 of its content, its class left out: copies of a row have the same key. */
    public long[] contentKeys() {
        RowDigest digest = new RowDigest();
        long[] keys = new long[rows()];
        for (int row = 0; row < keys.length; row++) {
            keys[row] = ByteBuffer.wrap(digest.addRow(raw, row).take()).getLong();
        }
        return keys;
    }
}
