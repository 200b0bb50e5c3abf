package io.demur.train.loss;

import java.util.OptionalDouble;

/**
 * Sums over rows, from which an epoch's means follow; sums of sums are sums.
 *
 * <p>The suppression of a row is the loss's gradient on the predicted logit less that of cross-entropy,
 * {@code dL/dv_k - (pi_k - [k = y])} at {@code k = argmax v}: for a target {@code t} it is {@code [k=y] - t_k}, for label
 * smoothing {@code alpha (1 - 1/K)} on a right row and {@code -alpha/K} on a wrong one. Positive pushes the largest logit
 * down.
 *
 * @param rows how many
 * @param wrong how many of them are predicted wrongly
 * @param loss sum of the losses
 * @param suppressionRight sum of the suppression over right rows
 * @param suppressionWrong sum of the suppression over wrong rows
 */
public record Tally(long rows, long wrong, double loss, double suppressionRight, double suppressionWrong) {
    /** No rows. */
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0);

    /** Both together. */
    public Tally plus(Tally other) {
        return new Tally(
                rows + other.rows,
                wrong + other.wrong,
                loss + other.loss,
                suppressionRight + other.suppressionRight,
                suppressionWrong + other.suppressionWrong);
    }

    /** Mean loss; NaN without rows. */
    public double meanLoss() {
        return loss / rows;
    }

    /** Share of wrong predictions, in [0, 1]; NaN without rows. */
    public double error() {
        return (double) wrong / rows;
    }

    /** Mean suppression of right rows, if any is right. */
    public OptionalDouble meanSuppressionRight() {
        return mean(suppressionRight, rows - wrong);
    }

    /** Mean suppression of wrong rows, if any is wrong. */
    public OptionalDouble meanSuppressionWrong() {
        return mean(suppressionWrong, wrong);
    }

    private static OptionalDouble mean(double sum, long count) {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
}
