package io.demur.metric;

import io.demur.math.SortKeys;

/**
 * Samples in order of falling confidence, with the ends of the tie blocks: sorted once, read by everything.
 */
public final class Ranking {
    private final int[] order;
    private final int[] blockEnd;

    private Ranking(int[] order, int[] blockEnd) {
        this.order = order;
        this.blockEnd = blockEnd;
    }

    /**
     * Sorts.
     *
     * @param confidence without NaN; infinite values rank at the ends, 0 and -0 tie
     */
    public static Ranking of(double[] confidence) {
        long[] keys = new long[confidence.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = SortKeys.descending(confidence[i]);
        }
        int[] order = SortKeys.order(keys);
        int[] ends = new int[keys.length];
        int blocks = 0;
        for (int i = 1; i <= order.length; i++) {
            if (i == order.length || keys[order[i]] != keys[order[i - 1]]) {
                ends[blocks++] = i;
            }
        }
        return new Ranking(order, java.util.Arrays.copyOf(ends, blocks));
    }

    /** Number of samples. */
    public int size() {
        return order.length;
    }

    /** The sample at rank {@code i}, from 0 = surest. Within a tie block the order is that of the samples. */
    public int sample(int i) {
        return order[i];
    }

    /** Number of tie blocks. */
    public int blocks() {
        return blockEnd.length;
    }

    /** First rank of a block. */
    public int blockStart(int block) {
        return block == 0 ? 0 : blockEnd[block - 1];
    }

    /** Rank behind the last of a block. */
    public int blockEnd(int block) {
        return blockEnd[block];
    }
}
