package io.demur.train.engine;

import io.demur.math.Hash64;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The order of the rows in an epoch: a uniform permutation that is a function of seed and epoch. */
final class EpochOrder {
    private final int[] order;
    private final int batchSize;

    EpochOrder(int rows, int batchSize, long key) {
        this.batchSize = batchSize;
        this.order = new int[rows];
        SplittableRandom random = new SplittableRandom(Hash64.mix(key));
        for (int row = 0; row < rows; row++) {
            int other = random.nextInt(row + 1);
            order[row] = order[other];
            order[other] = row;
        }
    }

    int[] batch(int index) {
        int from = index * batchSize;
        return Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize));
    }
}
