package io.demur.train.loss;

/**
 * The loss of one row: a function of its logits and its target.
 *
 * <p>Targets are weights over the classes that sum to 1; a label is the target with all weight on one class. Natural
 * logarithm. Logits are finite, and at least two: a single logit {@code z} comes as {@code (-z/2, z/2)}.
 */
@FunctionalInterface
interface RowLoss {
    /**
     * Returns the loss and writes its gradient by the logits.
     *
     * @param gradient overwritten; as long as the logits, and neither of the other two arrays
     */
    double at(double[] logits, double[] target, double[] gradient);
}
