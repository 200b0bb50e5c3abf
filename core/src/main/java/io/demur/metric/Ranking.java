package io.demur.metric;

import io.demur.math.SortKeys;
import java.util.Arrays;

/**
 * Samples in order of falling confidence, with the ends of the tie blocks: sorted once, read by everything.
 */
public final class Ranking {
    private final int[] order;
    private final int[] blockEnd;
    private final double[] confidence;

    private Ranking(int[] order, int[] blockEnd, double[] confidence) {
        this.order = order;
        this.blockEnd = blockEnd;
        this.confidence = confidence;
    }

    /**
     * Sorts.
     *
     * @param confidence without NaN; infinite values rank at the ends, 0 and -0 tie
     */
    public static Ranking of(double[] confidence) {
        long[] unsorted = new long[confidence.length];
        for (int i = 0; i < unsorted.length; i++) {
            unsorted[i] = SortKeys.descending(confidence[i]);
        }
        SortKeys.Sorted sorted = SortKeys.sort(unsorted);
        long[] keys = sorted.keys();
        int[] ends = new int[keys.length];
        int blocks = 0;
        for (int i = 1; i <= keys.length; i++) {
            if (i == keys.length || keys[i] != keys[i - 1]) {
                ends[blocks++] = i;
            }
        }
        double[] ofBlocks = new double[blocks];
        for (int b = 0; b < blocks; b++) {
            ofBlocks[b] = SortKeys.fromAscending(~keys[ends[b] - 1]);
        }
        return new Ranking(sorted.order(), Arrays.copyOf(ends, blocks), ofBlocks);
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

    /** Confidence of the blocks, falling; not a copy. Where 0 and -0 tie it is 0. */
    double[] confidences() {
        return confidence;
    }

    /** Which samples are the first {@code count}. */
    public boolean[] first(int count) {
        boolean[] among = new boolean[order.length];
        for (int i = 0; i < count; i++) {
            among[order[i]] = true;
        }
        return among;
    }
}
