package io.demur.evaluation;

import io.demur.math.ExactSum;
import io.demur.math.Harmonic;
import io.demur.metric.Ranking;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.ScoredLosses;

/**
 * The influence function of a metric: how much each sample moves it. Its mean is 0, and its variance divided by {@code n}
 * is the variance of the metric, from which analytic intervals and paired comparisons follow.
 *
 * <p>For all metrics here the influence of a sample is {@code base + slope * loss} with one base and slope per tie block.
 * Tie blocks enter by their mean, as in the metrics. Derived from the functionals {@code AURC = E[e(X) (-ln c(X))]} with
 * {@code c} the coverage at which {@code X} is accepted, {@code AUGRC = E[e(X) P(confidence below X)]}, and AUROC_f as
 * the ratio of the probability of a rightly ordered pair (wrong, right) to that of any such pair (compare DeLong et al.
 * 1988).
 */
final class Influence {
    private final double[] base;
    private final double[] slope;

    private Influence(int blocks) {
        base = new double[blocks];
        slope = new double[blocks];
    }

    /** Of AURC in convention mean. */
    static Influence aurc(RiskCoverageCurve curve) {
        Influence influence = new Influence(curve.points());
        double below = 0;
        double tail = 0;
        double area = 0;
        for (int b = curve.points() - 1; b >= 0; b--) {
            double before = curve.acceptedBefore(b);
            double count = curve.accepted(b) - before;
            double range = Harmonic.range(curve.acceptedBefore(b), curve.accepted(b));
            double loss = curve.loss(b) - curve.lossBefore(b);
            double reach = 1 - before * range / count;
            influence.slope[b] = tail + reach;
            influence.base[b] = -(below + loss * reach / count);
            area += loss * influence.slope[b];
            below += loss * range / count;
            tail += range;
        }
        influence.shift(curve.fullRisk() - area / curve.samples());
        return influence;
    }

    /** Of AUGRC. */
    static Influence augrc(RiskCoverageCurve curve) {
        Influence influence = new Influence(curve.points());
        double n = curve.samples();
        double area = 0;
        for (int b = 0; b < curve.points(); b++) {
            double loss = lossMiddle(curve, b);
            area += (curve.accepted(b) - curve.acceptedBefore(b)) * loss;
            influence.slope[b] = 1 - acceptedMiddle(curve, b) / n;
            influence.base[b] = loss / n;
        }
        influence.shift(-2 * area / n / n);
        return influence;
    }

    /** Of AUROC_f; only where it is defined. */
    static Influence auroc(RiskCoverageCurve curve) {
        Influence influence = new Influence(curve.points());
        double n = curve.samples();
        double wrong = curve.totalLoss() / n;
        double pairs = wrong * (1 - wrong);
        double ordered = 0;
        for (int b = 0; b < curve.points(); b++) {
            double loss = curve.loss(b) - curve.lossBefore(b);
            double right = curve.accepted(b) - curve.acceptedBefore(b) - loss;
            ordered += right * (curve.totalLoss() - lossMiddle(curve, b));
        }
        double area = ordered / n / n / pairs;
        double perLoss = area * (1 - 2 * wrong);
        for (int b = 0; b < curve.points(); b++) {
            double wrongBelow = wrong - lossMiddle(curve, b) / n;
            double rightAbove = (acceptedMiddle(curve, b) - lossMiddle(curve, b)) / n;
            influence.slope[b] = (rightAbove - wrongBelow - perLoss) / pairs;
            influence.base[b] = (wrongBelow + perLoss * wrong) / pairs;
        }
        influence.shift(-2 * area);
        return influence;
    }

    private static double lossMiddle(RiskCoverageCurve curve, int b) {
        return (curve.lossBefore(b) + curve.loss(b)) / 2;
    }

    private static double acceptedMiddle(RiskCoverageCurve curve, int b) {
        return (curve.acceptedBefore(b) + curve.accepted(b)) / 2.0;
    }

    private void shift(double by) {
        for (int b = 0; b < base.length; b++) {
            base[b] += by;
        }
    }

    /** The influence of every sample, in the order of the samples. */
    double[] ofSamples(Ranking ranking, ScoredLosses samples) {
        double[] influence = new double[samples.size()];
        for (int b = 0; b < base.length; b++) {
            for (int i = ranking.blockStart(b); i < ranking.blockEnd(b); i++) {
                int sample = ranking.sample(i);
                influence[sample] = base[b] + slope[b] * samples.loss(sample);
            }
        }
        return influence;
    }

    /** The standard error of the metric, where every loss is 0 or 1, from counts alone. */
    double standardErrorOfBinary(RiskCoverageCurve curve) {
        double squares = 0;
        for (int b = 0; b < base.length; b++) {
            double wrong = curve.loss(b) - curve.lossBefore(b);
            double right = curve.accepted(b) - curve.acceptedBefore(b) - wrong;
            double ofWrong = base[b] + slope[b];
            squares += right * base[b] * base[b] + wrong * ofWrong * ofWrong;
        }
        double n = curve.samples();
        return Math.sqrt(squares / n / (n - 1));
    }

    /** The standard error that belongs to influences of samples: the same digits whatever their order. */
    static double standardError(double[] influence) {
        ExactSum squares = new ExactSum();
        for (double x : influence) {
            squares.add(x * x);
        }
        double n = influence.length;
        return Math.sqrt(squares.value() / n / (n - 1));
    }
}
