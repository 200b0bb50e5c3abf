package io.demur.evaluation;

import io.demur.math.SortKeys;
import java.util.Arrays;

/** The lowest of any number of lots, each with what it was drawn for; as unsigned numbers. */
final class Lots {
    private final int wanted;
    private long[] lots = new long[1 << 10];
    private long[] contents = new long[1 << 10];
    private int size;
    private long highest = -1;

    Lots(int wanted) {
        this.wanted = wanted;
    }

    void add(long lot, long content) {
        if (Long.compareUnsigned(lot, highest) > 0) {
            return;
        }
        if (size >= 2L * wanted) {
            keepLowest();
        }
        if (size == lots.length) {
            int capacity = (int) Math.min(2L * size, Integer.MAX_VALUE - 8);
            lots = Arrays.copyOf(lots, capacity);
            contents = Arrays.copyOf(contents, capacity);
        }
        lots[size] = lot;
        contents[size++] = content;
    }

    /** What the lowest lots were drawn for: as many as were wanted, or all. */
    long[] contents() {
        keepLowest();
        return Arrays.copyOf(contents, size);
    }

    private void keepLowest() {
        if (size <= wanted) {
            return;
        }
        int[] order = SortKeys.order(Arrays.copyOf(lots, size));
        long[] lowest = Arrays.stream(order, 0, wanted).mapToLong(i -> lots[i]).toArray();
        long[] theirs =
                Arrays.stream(order, 0, wanted).mapToLong(i -> contents[i]).toArray();
        System.arraycopy(lowest, 0, lots, 0, wanted);
        System.arraycopy(theirs, 0, contents, 0, wanted);
        size = wanted;
        highest = lots[size - 1];
    }
}
