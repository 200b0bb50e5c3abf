package io.demur.metric;

import io.demur.logits.InputException;

/**
 * Confidence and loss of {@code n >= 1} samples: what every metric and every certificate starts from.
 *
 * <p>Confidence is any number that is higher where the prediction is surer; it may be infinite but not NaN. Loss lies
 * in [0,1]; for 0/1 losses {@link #binary()} holds and counts stay integers. The order of the samples means nothing.
 */
public final class ScoredLosses {
    private final double[] confidence;
    private final double[] loss;
    /** A copy of the losses of 0 and 1 that fits in a processor's cache: rankings read them in any order. */
    private final boolean[] wrong;

    private final boolean binary;

    private ScoredLosses(double[] confidence, double[] loss) {
        this.confidence = confidence;
        this.loss = loss;
        this.wrong = new boolean[loss.length];
        this.binary = check(confidence, loss, wrong);
    }

    /**
     * Takes both arrays without copying: the caller hands them over.
     *
     * @throws InputException if there is no sample, the lengths differ, a confidence is NaN or a loss outside [0,1]
     */
    public static ScoredLosses of(double[] confidence, double[] loss) {
        return new ScoredLosses(confidence, loss);
    }

    private static boolean check(double[] confidence, double[] loss, boolean[] wrong) {
        if (confidence.length != loss.length) {
            throw new InputException("losses", loss.length + " losses for " + confidence.length + " confidences");
        }
        if (confidence.length == 0) {
            throw new InputException("samples", "there is none to measure on");
        }
        boolean binary = true;
        for (int i = 0; i < loss.length; i++) {
            if (Double.isNaN(confidence[i])) {
                throw new InputException("row " + i, "the confidence is NaN");
            }
            if (!(loss[i] >= 0 && loss[i] <= 1)) {
                throw new InputException("row " + i, "the loss " + loss[i] + " is not in [0,1]");
            }
            wrong[i] = loss[i] == 1;
            binary &= wrong[i] || loss[i] == 0;
        }
        return binary;
    }

    /** Number of samples {@code n}. */
    public int size() {
        return loss.length;
    }

    /** Confidence of sample {@code i}. */
    public double confidence(int i) {
        return confidence[i];
    }

    /** Loss of sample {@code i}, in [0,1]. */
    public double loss(int i) {
        return loss[i];
    }

    /** Whether every loss is 0 or 1. */
    public boolean binary() {
        return binary;
    }

    /** Whether the loss of sample {@code i} is 1. */
    boolean wrong(int i) {
        return wrong[i];
    }

    /** The samples in order of falling confidence. */
    public Ranking ranking() {
        return Ranking.of(confidence);
    }

    double[] confidences() {
        return confidence;
    }

    double[] losses() {
        return loss;
    }
}
