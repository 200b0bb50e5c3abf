package io.demur.inputs.sample;

import io.demur.math.Hash64;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The order in which rows are learnt: in each epoch every row once, shuffled anew, in batches.
 *
 * <p>The order of an epoch is a function of the seed and the number of the epoch alone, so that a run can go on where
 * another has ended. The shuffle is Fisher's and Yates's with draws from SplitMix64, which starts at
 * {@code Hash64.join(seed, epoch)}; a draw below a bound is the upper part of the product of 32 bits and the bound,
 * without bias (Lemire 2019). The same on every JDK.
 *
 * @param rows at least one
 * @param size rows per batch
 * @param last what becomes of the rest
 * @param seed any
 */
public record Batches(int rows, int size, LastBatch last, long seed) {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    private static final long LOW = 0xffffffffL;

    /** Checks that there is a batch. */
    public Batches {
        if (rows < 1 || size < 1) {
            throw new IllegalArgumentException("rows and size must be at least 1, not " + rows + " and " + size);
        }
        if (last == LastBatch.DROP && rows < size) {
            throw new IllegalArgumentException("no batch of " + size + " is left of " + rows + " rows");
        }
    }

    /** Batches per epoch. */
    public int perEpoch() {
        return rows / size + (last == LastBatch.KEEP && rows % size > 0 ? 1 : 0);
    }

    /** All rows in the order of an epoch. */
    public int[] order(int epoch) {
        int[] order = new int[rows];
        Arrays.setAll(order, row -> row);
        long state = Hash64.join(seed, epoch);
        for (int i = rows - 1; i > 0; i--) {
            long bound = i + 1L;
            long product;
            do {
                state += GAMMA;
                product = (Hash64.mix(state) >>> 32) * bound;
            } while ((product & LOW) < (1L << 32) % bound);
            int j = (int) (product >>> 32);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** The batches of an epoch: the rows of each, in the order of {@link #order}. */
    public Iterator<int[]> epoch(int epoch) {
        return cut(order(epoch), this);
    }

    /** All rows as they come, in batches, the last one smaller if need be: for prediction. */
    public static Iterator<int[]> inOrder(int rows, int size) {
        int[] order = new int[rows];
        Arrays.setAll(order, row -> row);
        return cut(order, new Batches(rows, size, LastBatch.KEEP, 0));
    }

    private static Iterator<int[]> cut(int[] order, Batches batches) {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < batches.perEpoch();
            }

            @Override
            public int[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the epoch is over");
                }
                int from = next++ * batches.size();
                return Arrays.copyOfRange(order, from, Math.min(order.length, from + batches.size()));
            }
        };
    }
}
