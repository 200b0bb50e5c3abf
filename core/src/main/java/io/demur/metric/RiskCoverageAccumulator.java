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
