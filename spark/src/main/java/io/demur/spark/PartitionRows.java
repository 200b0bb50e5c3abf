package io.demur.spark;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.select.Rule;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The rows of one partition, or of several after each other, read once by one thread: logits, and the labels and groups of
 * the tile last filled. Rows are counted from 0 within each partition; no tile holds rows of two.
 */
final class PartitionRows implements Logits, Labels {
    private final RowShape shape;
    private final Iterator<Part> parts;
    private Part part;
    private final double[] numbers;
    private final double[] pair = new double[2];
    private int[] labels = new int[0];
    private String[] groups = new String[0];
    private long first;
    private long next;

    /** Rows under the number of their partition. */
    record Part(int partition, Iterator<InternalRow> rows) {}

    PartitionRows(RowShape shape, int partition, Iterator<InternalRow> rows) {
        this(shape, List.of(new Part(partition, rows)).iterator());
    }

    /** Of partitions, of which there is at least one. */
    PartitionRows(RowShape shape, Iterator<Part> parts) {
        this.shape = shape;
        this.parts = parts;
        this.part = parts.next();
        this.numbers = new double[shape.width()];
    }

    /** The partition last read from. */
    int partition() {
        return part.partition();
    }

    @Override
    public String name() {
        return shape.name() + ": partition " + partition();
    }

    @Override
    public int classes() {
        return shape.classes();
    }

    @Override
    public String dtype() {
        return shape.reader().dtype();
    }

    @Override
    public OptionalLong rows() {
        return OptionalLong.empty();
    }

    @Override
    public boolean singleLogit() {
        return shape.width() == 1;
    }

    @Override
    public Pass pass() {
        return this::fill;
    }

    private boolean fill(LogitTile tile) {
        if (labels.length < tile.capacity()) {
            labels = new int[tile.capacity()];
            groups = new String[tile.capacity()];
        }
        while (!part.rows().hasNext() && parts.hasNext()) {
            part = parts.next();
            next = 0;
        }
        first = next;
        tile.hold(first, 0);
        int count = 0;
        while (count < tile.capacity() && part.rows().hasNext()) {
            InternalRow row = part.rows().next();
            String problem = shape.reader().read(row, RowShape.LOGITS, numbers);
            if (problem != null) {
                throw bad(shape.logits(), problem);
            }
            tile.putRow(count, both(), 0);
            labels[count] = label(row);
            groups[count] = group(row);
            count++;
            next++;
        }
        tile.hold(first, count);
        return count > 0;
    }

    private double[] both() {
        if (numbers.length > 1) {
            return numbers;
        }
        pair[0] = shape.kind().firstOfTwo(numbers[0]);
        pair[1] = shape.kind().secondOfTwo(numbers[0]);
        return pair;
    }

    private int label(InternalRow row) {
        int label = shape.labels().read(row);
        if (label == LabelReader.BAD) {
            throw bad(shape.labels().column(), shape.labels().problem(row));
        }
        return label;
    }

    private String group(InternalRow row) {
        if (shape.group().isEmpty()) {
            return Rule.EVERYTHING;
        }
        if (row.isNullAt(RowShape.GROUP)) {
            throw bad(shape.group(), "is null; every row needs a group");
        }
        return row.getUTF8String(RowShape.GROUP).toString();
    }

    private InputException bad(String column, String problem) {
        return new InputException(name(), "row " + next + ", column \"" + column + "\": " + problem);
    }

    /** The group of a row of the tile last filled. */
    String group(long row) {
        return groups[(int) (row - first)];
    }

    @Override
    public void read(long firstRow, int count, int[] target) {
        System.arraycopy(labels, (int) (firstRow - first), target, 0, count);
    }

    @Override
    public void close() {}
}
