package io.demur.metric;

/**
 * Collects confidences and losses one by one, or in parts that are merged: in whatever order and grouping, the result
 * is the same to the last digit.
 *
 * @param <A> its own type
 */
public interface RiskCoverageAccumulator<A extends RiskCoverageAccumulator<A>> {
    /**
     * Takes one sample.
     *
     * @param confidence not NaN
     * @param loss in [0, 1]
     */
    void add(double confidence, double loss);

    /**
     * Takes many samples of which each is right or wrong.
     *
     * @param confidence not NaN where {@code outcome} counts
     * @param outcome 0 for loss 0, 1 for loss 1, below 0 for what does not count
     * @param count how many of both arrays
     */
    default void addAll(double[] confidence, byte[] outcome, int count) {
        for (int i = 0; i < count; i++) {
            if (outcome[i] >= 0) {
                add(confidence[i], outcome[i]);
            }
        }
    }

    /** Whether the losses are few enough in kind that the oracle is known; always so for 0/1 losses. */
    default boolean oracleKnown() {
        return true;
    }

    /** Takes all samples of another accumulator, which must not be used afterwards. */
    void merge(A other);

    /** Samples taken so far. */
    long samples();

    /**
     * The curve of all samples.
     *
     * @throws io.demur.logits.InputException if there is none
     */
    BoundedCurve curve();
}
