package io.demur.smoothing;

/**
 * What softened targets add to the gradient of the cross-entropy with respect to the logits.
 *
 * <p>With target {@code t} on the simplex the loss {@code -sum t_k ln pi_k} has the gradient {@code pi - t}, the
 * cross-entropy {@code pi - onehot(y)}. Their difference is {@code s_k = [k = y] - t_k}; for label smoothing, where
 * {@code t = (1 - alpha) onehot(y) + alpha / K}, it is {@code s_k = alpha ([k = y] - 1/K)}. Descent moves against it: a
 * positive value pushes the logit down. Every {@code s} sums to 0 over the classes. In expectation over the labels of an
 * input, on the largest logit, {@code E[s_max] = alpha (1 - 1/K - P_error)}: linear, falling in the probability of an
 * error, 0 at {@code P_error = 1 - 1/K}.
 *
 * <p>{@code alpha} is below 1 and may be negative (negative label smoothing), where every sign turns; {@code alpha = 0} and a
 * one-hot target give 0. Arguments outside their range are an {@link IllegalArgumentException}.
 *
 * <p>Source: Xia et al., ICLR 2025, section 4.
 */
public final class SuppressionGradient {
    private static final double SUM_SLACK = 1e-9;

    private SuppressionGradient() {}

    /** The gradient on one logit of a sample of class {@code label}: {@code alpha ([logit = label] - 1/K)}. */
    public static double of(double alpha, int classes, int label, int logit) {
        requireAlpha(alpha, classes);
        requireClass(label, classes);
        requireClass(logit, classes);
        return alpha * ((logit == label ? 1 : 0) - 1.0 / classes);
    }

    /** The gradient on every logit of a sample, for any target: {@code [k = label] - target_k}. */
    public static double[] ofTarget(double[] target, int label) {
        requireClass(label, target.length);
        double[] gradient = new double[target.length];
        double sum = 0;
        for (int k = 0; k < gradient.length; k++) {
            gradient[k] = (k == label ? 1 : 0) - target[k];
            sum += target[k];
        }
        if (!(Math.abs(sum - 1) <= SUM_SLACK)) {
            throw new IllegalArgumentException("a target sums to 1, not to " + sum);
        }
        return gradient;
    }

    /** The expected gradient on the largest logit: {@code alpha (1 - 1/K - errorProbability)}. */
    public static double expectedOnMax(double alpha, int classes, double errorProbability) {
        requireAlpha(alpha, classes);
        requireProbability(errorProbability);
        return alpha * (1 - 1.0 / classes - errorProbability);
    }

    /** The expected gradient on the largest logit for any target: probability of being right minus expected target. */
    public static double expectedOnMaxOfTarget(double rightProbability, double expectedTarget) {
        requireProbability(rightProbability);
        return rightProbability - expectedTarget;
    }

    /**
     * The expected gradient on the difference of the largest to another logit, {@code alpha (P_predicted - P_other)}: a
     * clear winner is suppressed more than a narrow one.
     */
    public static double expectedOnMargin(double alpha, double predictedProbability, double otherProbability) {
        requireAlpha(alpha, 2);
        requireProbability(predictedProbability);
        requireProbability(otherProbability);
        return alpha * (predictedProbability - otherProbability);
    }

    private static void requireAlpha(double alpha, int classes) {
        if (!(alpha < 1) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException("alpha must be finite and below 1, not " + alpha);
        }
        if (classes < 2) {
            throw new IllegalArgumentException("there must be at least 2 classes, not " + classes);
        }
    }

    private static void requireClass(int index, int classes) {
        if (index < 0 || index >= classes) {
            throw new IllegalArgumentException("class " + index + " is not below the number of classes " + classes);
        }
    }

    private static void requireProbability(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability lies in [0,1], not at " + probability);
        }
    }
}
