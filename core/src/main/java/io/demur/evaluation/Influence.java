package io.demur.evaluation;

import io.demur.math.Harmonic;
import io.demur.metric.Ranking;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.ScoredLosses;

/**
 * Influence functions: how much each sample moves a metric. Their mean is 0, and their variance divided by {@code n} is
 * the variance of the metric, from which analytic intervals and paired comparisons follow.
 *
 * <p>Each array has one entry per sample, in the order of the samples. Tie blocks enter by their mean, as in the metrics.
 * Derived from the functionals {@code AURC = E[e(X) (-ln c(X))]} with {@code c} the coverage at which {@code X} is
 * accepted, {@code AUGRC = E[e(X) P(confidence below X)]}, and AUROC_f as the ratio of the probability of a rightly
 * ordered pair (wrong, right) to that of any such pair (compare DeLong et al. 1988).
 */
final class Influence {
    private final Ranking ranking;
    private final ScoredLosses samples;
    private final RiskCoverageCurve curve;
    private final double n;

    Influence(Ranking ranking, ScoredLosses samples, RiskCoverageCurve curve) {
        this.ranking = ranking;
        this.samples = samples;
        this.curve = curve;
        this.n = samples.size();
    }

    /** What a block contributes to the influence of a sample with a given loss. */
    @FunctionalInterface
    private interface Effect {
        double of(double loss);
    }

    /** Of AURC in convention mean. */
    double[] aurc() {
        double[] influence = new double[samples.size()];
        double[] weight = new double[curve.points()];
        double area = weights(weight);
        double below = 0;
        for (int b = curve.points() - 1; b >= 0; b--) {
            double before = curve.acceptedBefore(b);
            double count = curve.accepted(b) - before;
            double range = Harmonic.range(curve.acceptedBefore(b), curve.accepted(b));
            double loss = curve.loss(b) - curve.lossBefore(b);
            double own = loss * (1 - before * range / count) / count;
            double shift = curve.fullRisk() - (below + own) - area;
            double w = weight[b];
            fill(influence, b, e -> e * w + shift);
            below += loss * range / count;
        }
        return influence;
    }

    /** Mean of {@code H_n - H_(j-1)} over the ranks of each block; returns the AURC. */
    private double weights(double[] weight) {
        double tail = 0;
        double sum = 0;
        for (int b = curve.points() - 1; b >= 0; b--) {
            double before = curve.acceptedBefore(b);
            double range = Harmonic.range(curve.acceptedBefore(b), curve.accepted(b));
            weight[b] = tail + (1 - before * range / (curve.accepted(b) - before));
            sum += (curve.loss(b) - curve.lossBefore(b)) * weight[b];
            tail += range;
        }
        return sum / n;
    }

    /** Of AUGRC. */
    double[] augrc() {
        double[] influence = new double[samples.size()];
        double area = 0;
        for (int b = 0; b < curve.points(); b++) {
            area += (curve.accepted(b) - curve.acceptedBefore(b)) * lossMiddle(b);
        }
        double twice = 2 * area / n / n;
        for (int b = 0; b < curve.points(); b++) {
            double below = 1 - acceptedMiddle(b) / n;
            double above = lossMiddle(b) / n;
            fill(influence, b, e -> e * below + above - twice);
        }
        return influence;
    }

    /** Of AUROC_f; only where it is defined. */
    double[] auroc() {
        double[] influence = new double[samples.size()];
        double wrong = curve.totalLoss() / n;
        double pairs = wrong * (1 - wrong);
        double ordered = 0;
        for (int b = 0; b < curve.points(); b++) {
            double loss = curve.loss(b) - curve.lossBefore(b);
            double right = curve.accepted(b) - curve.acceptedBefore(b) - loss;
            ordered += right * (curve.totalLoss() - lossMiddle(b));
        }
        double u = ordered / n / n;
        for (int b = 0; b < curve.points(); b++) {
            double wrongBelow = wrong - lossMiddle(b) / n;
            double rightAbove = (acceptedMiddle(b) - lossMiddle(b)) / n;
            fill(
                    influence,
                    b,
                    e -> ((1 - e) * wrongBelow + e * rightAbove - 2 * u) / pairs
                            - u / pairs * ((e - wrong) * (1 - 2 * wrong)) / pairs);
        }
        return influence;
    }

    private double lossMiddle(int b) {
        return (curve.lossBefore(b) + curve.loss(b)) / 2;
    }

    private double acceptedMiddle(int b) {
        return (curve.acceptedBefore(b) + curve.accepted(b)) / 2.0;
    }

    private void fill(double[] influence, int block, Effect effect) {
        for (int i = ranking.blockStart(block); i < ranking.blockEnd(block); i++) {
            int sample = ranking.sample(i);
            influence[sample] = effect.of(samples.loss(sample));
        }
    }
}
