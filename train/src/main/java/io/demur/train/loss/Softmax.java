package io.demur.train.loss;

import io.demur.math.Exp;
import io.demur.math.Log;

/**
 * The softmax of a row, and what losses need beside it; shifted by the largest logit, so that nothing overflows.
 *
 * <p>{@code pi_k = exp(v_k - m) / S}, {@code m = max v}, {@code S = sum exp(v_k - m)}.
 */
public final class Softmax {
    private Softmax() {}

    /** Where the largest logit stands, the first on a tie: the prediction. */
    public static int argmax(double[] logits) {
        int best = 0;
        for (int k = 1; k < logits.length; k++) {
            if (logits[k] > logits[best]) {
                best = k;
            }
        }
        return best;
    }

    /**
     * Writes the softmax and returns {@code log S}, so that {@code log pi_k = v_k - m - log S}.
     *
     * @param logits finite
     */
    public static double write(double[] logits, double[] probabilities) {
        double max = logits[argmax(logits)];
        double sum = 0;
        for (int k = 0; k < logits.length; k++) {
            probabilities[k] = Exp.of(logits[k] - max);
            sum += probabilities[k];
        }
        for (int k = 0; k < logits.length; k++) {
            probabilities[k] /= sum;
        }
        return Log.of(sum);
    }
}
