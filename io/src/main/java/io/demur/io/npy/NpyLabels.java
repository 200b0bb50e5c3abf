package io.demur.io.npy;

import io.demur.logits.InputException;
import io.demur.logits.LabelCheck;
import io.demur.logits.Labels;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Labels in an NPY array of integers, read and checked when they are asked for: one per pixel is too much for memory.
 *
 * <p>The file stays open as long as this object is reachable.
 */
final class NpyLabels implements Labels {
    private static final int BLOCK = 1 << 15;

    private final NpyArray array;
    private final LabelCheck check;
    private final long rows;

    NpyLabels(NpyArray array, int classes, long... ignored) {
        this.array = array;
        this.check = new LabelCheck(array.name(), classes, ignored);
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
        NpyType type = array.header().type();
        ByteBuffer buffer = ByteBuffer.allocate(Math.min(BLOCK, count) * type.size());
        for (int done = 0; done < count; done += BLOCK) {
            int block = Math.min(BLOCK, count - done);
            array.read(buffer, firstRow + done, block);
            for (int i = 0; i < block; i++) {
                long label = Integers.get(buffer, i, type);
                long row = firstRow + done + i;
                target[done + i] =
                        Integers.isBeyond(label, type) ? check.unsignedLabel(label, row) : check.label(label, row);
            }
        }
    }
}
