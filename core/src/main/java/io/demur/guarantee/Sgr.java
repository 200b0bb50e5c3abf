package io.demur.guarantee;

import io.demur.math.ClopperPearson;
import io.demur.metric.ScoredLosses;
import java.util.Arrays;
import java.util.Optional;

/**
 * Selection with guaranteed risk: a column to compare with, never a certificate.
 *
 * <p>Bisection over the confidences of the certification sample itself, in {@code ceil(log2 n)} steps that get
 * {@code delta / ceil(log2 n)} each; of the thresholds visited, the one of the largest coverage whose upper bound is at
 * most r. The thresholds depend on the sample that judges them, and the path can reach more of them than it pays for,
 * so the level is not proven. Counts are integers, and a threshold counts all of a tie. Empty where no visited threshold
 * passes.
 *
 * <p>Source: Y. Geifman and R. El-Yaniv, Selective classification for deep neural networks, NeurIPS 2017.
 */
final class Sgr {
    private Sgr() {}

    /** The threshold that SGR chooses; the losses must be 0/1. */
    static Optional<SgrRule> of(ScoredLosses sample, MaxRisk maxRisk, double delta) {
        if (!sample.binary()) {
            throw new IllegalArgumentException("SGR counts errors, but some losses are neither 0 nor 1");
        }
        double[] ascending = ascending(sample);
        int steps = Math.max(1, 32 - Integer.numberOfLeadingZeros(sample.size() - 1));
        int low = 0;
        int high = sample.size() - 1;
        Optional<SgrRule> best = Optional.empty();
        for (int step = 0; step < steps; step++) {
            int middle = low + (high - low + 1) / 2;
            SgrRule rule = at(ascending[middle], sample, delta / steps);
            if (rule.bound() <= maxRisk.value()) {
                best = Optional.of(rule);
                high = middle;
            } else {
                low = middle;
            }
        }
        return best;
    }

    private static double[] ascending(ScoredLosses sample) {
        double[] scores = new double[sample.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = sample.confidence(i);
        }
        Arrays.sort(scores);
        return scores;
    }

    private static SgrRule at(double threshold, ScoredLosses sample, double level) {
        long accepted = 0;
        long errors = 0;
        for (int i = 0; i < sample.size(); i++) {
            if (sample.confidence(i) >= threshold) {
                accepted++;
                errors += (long) sample.loss(i);
            }
        }
        return new SgrRule(threshold, accepted, errors, ClopperPearson.upper(accepted, errors, level));
    }
}
