package io.demur.train.engine;

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

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }
}
