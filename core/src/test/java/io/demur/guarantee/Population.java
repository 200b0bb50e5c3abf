package io.demur.guarantee;

import io.demur.metric.ScoredLosses;
import java.util.SplittableRandom;

/**
 * A distribution of confidence and loss whose risk at every threshold is known.
 *
 * <p>Level {@code a} is drawn with its weight; the confidence is {@code a}, or uniform in {@code [a, a+1)} for a smooth
 * level. The loss is 1 with the level's risk, or for {@link Loss#FRACTIONS} 1/4 or 3/4 with twice that chance together.
 */
final class Population {
    enum Loss {
        ERRORS,
        FRACTIONS
    }

    /** A level of confidence: how often it is drawn, how often it is wrong, whether its confidences spread. */
    record Level(double weight, double risk, boolean smooth) {}

    private final Level[] levels;
    private final Loss loss;

    Population(Loss loss, Level... levels) {
        this.levels = levels;
        this.loss = loss;
    }

    static Level atom(double weight, double risk) {
        return new Level(weight, risk, false);
    }

    static Level smooth(double weight, double risk) {
        return new Level(weight, risk, true);
    }

    ScoredLosses draw(int n, SplittableRandom random) {
        double[] confidences = new double[n];
        double[] losses = new double[n];
        for (int i = 0; i < n; i++) {
            int a = level(random.nextDouble());
            confidences[i] = levels[a].smooth ? a + random.nextDouble() : a;
            losses[i] = loss(levels[a].risk, random.nextDouble());
        }
        return ScoredLosses.of(confidences, losses);
    }

    private int level(double uniform) {
        double rest = uniform;
        for (int a = 0; a < levels.length - 1; a++) {
            rest -= levels[a].weight;
            if (rest < 0) {
                return a;
            }
        }
        return levels.length - 1;
    }

    private double loss(double risk, double uniform) {
        if (loss == Loss.ERRORS) {
            return uniform < risk ? 1 : 0;
        }
        return uniform < risk ? 0.25 : uniform < 2 * risk ? 0.75 : 0;
    }

    /** Share of the population that the threshold accepts. */
    double coverage(double threshold) {
        double accepted = 0;
        for (int a = 0; a < levels.length; a++) {
            accepted += levels[a].weight * share(a, threshold);
        }
        return accepted;
    }

    /** Mean loss of the accepted part. */
    double risk(double threshold) {
        double lost = 0;
        for (int a = 0; a < levels.length; a++) {
            lost += levels[a].weight * share(a, threshold) * levels[a].risk;
        }
        return lost / coverage(threshold);
    }

    private double share(int a, double threshold) {
        if (levels[a].smooth) {
            return Math.max(0, Math.min(1, a + 1 - threshold));
        }
        return a >= threshold ? 1 : 0;
    }
}
