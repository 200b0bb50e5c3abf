package io.demur.train.engine;

import io.demur.network.Architecture;
import io.demur.network.Shape;

/**
 * How a training goes through its rows.
 *
 * @param epochs how often through all rows
 * @param batchSize rows per step; the last batch of an epoch may have fewer
 * @param seed of the order of the rows, of dropout and of mixup
 * @param processor where the network's arithmetic runs
 * @param threads of the processor
 */
public record TrainingOptions(int epochs, int batchSize, long seed, Processor processor, int threads) {
    /** Multiply-adds of a step below which threads wait for each other longer than they compute. */
    private static final long SHARED = 1 << 24;

    /** Checks the counts. */
    public TrainingOptions {
        requirePositive("epochs", epochs);
        requirePositive("batch size", batchSize);
        requirePositive("threads", threads);
    }

    /** Steps through all of so many rows. */
    public long stepsPerEpoch(int rows) {
        return (rows + (long) batchSize - 1) / batchSize;
    }

    /**
     * How many threads PyTorch computes a step with: all, or one for a small network of dense layers. On two cores a step of
     * 128 rows and 9,465 parameters is twice as fast on one.
     */
    int threadsFor(Architecture architecture) {
        boolean dense = architecture.input() instanceof Shape.Vector;
        return dense && batchSize * architecture.parameterCount() < SHARED ? 1 : threads;
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }
}
