package io.demur.logits;

import java.util.OptionalLong;

/** Labels in memory. */
final class ArrayLabels implements Labels {
    private final String name;
    private final int[] labels;

    ArrayLabels(String name, int[] labels) {
        this.name = name;
        this.labels = labels;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OptionalLong rows() {
        return OptionalLong.of(labels.length);
    }

    @Override
    public void read(long firstRow, int count, int[] target) {
        if (firstRow + count > labels.length) {
            throw new InputException(name, "has " + labels.length + " labels, but the logits have more rows");
        }
        System.arraycopy(labels, (int) firstRow, target, 0, count);
    }
}
