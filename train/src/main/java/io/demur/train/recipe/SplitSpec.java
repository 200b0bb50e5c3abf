package io.demur.train.recipe;

/**
 * How rows are divided; each share is a count of rows if it is 1 or more, and a share of the rows otherwise. What no
 * part takes is for training.
 *
 * @param test rows to test on; 0 where the data have a test part of their own
 * @param tune rows on which a score is chosen
 * @param certify rows on which a threshold is certified
 * @param seed of the division
 * @param strata what each part has in the same proportions
 */
public record SplitSpec(double test, double tune, double certify, long seed, Strata strata) {
    /** What is proportional in a division. */
    public enum Strata {
        /** Nothing: rows fall by chance alone. */
        NONE,
        /** The classes. */
        CLASSES
    }

    /** Nothing is held out. */
    static final SplitSpec WHOLE = new SplitSpec(0, 0, 0, 0, Strata.NONE);

    /** The number of rows that a share of {@code rows} means. */
    public static int count(double share, int rows) {
        return share >= 1 ? (int) share : (int) Math.ceil(share * rows);
    }
}
