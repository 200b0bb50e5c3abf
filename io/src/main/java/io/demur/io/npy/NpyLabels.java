package io.demur.io.npy;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Labels in an NPY array of integers, read and checked when they are asked for: one per pixel is too much for memory.
 *
 * <p>The file stays open as long as this object is reachable.
 */
final class NpyLabels implements Labels {
    private static final int BLOCK = 1 << 15;

    private final NpyArray array;
    private final int classes;
    private final long[] ignored;
    private final long rows;

    NpyLabels(NpyArray array, int classes, long... ignored) {
        this.array = array;
        this.classes = classes;
        this.ignored = ignored.clone();
        this.rows = array.header().elements();
    }

    @Override
    public String name() {
        return array.name();
    }

    @Override
    public OptionalLong rows() {
        return OptionalLong.of(rows);
    }

    @Override
    public void read(long firstRow, int count, int[] target) {
        if (firstRow + count > rows) {
            throw new InputException(name(), "has " + rows + " labels, but the logits have more rows");
        }
        int size = array.header().type().size();
        ByteBuffer buffer = ByteBuffer.allocate(Math.min(BLOCK, count) * size);
        for (int done = 0; done < count; done += BLOCK) {
            int block = Math.min(BLOCK, count - done);
            array.read(buffer, firstRow + done, block);
            for (int i = 0; i < block; i++) {
                target[done + i] = label(Integers.get(buffer, i, array.header().type()), firstRow + done + i);
            }
        }
    }

    private int label(long value, long row) {
        if (value >= 0 && value < classes && ignored.length == 0) {
            return (int) value;
        }
        if (Arrays.stream(ignored).anyMatch(v -> v == value)) {
            return IGNORED;
        }
        if (value >= 0 && value < classes) {
            return (int) value;
        }
        String bound = value < 0 ? "negative" : "not below the number of classes " + classes;
        throw new InputException(
                name(),
                "label " + value + " at row " + row + " is " + bound,
                "use --ignore-label " + value + " if such rows are to be left out");
    }
}
