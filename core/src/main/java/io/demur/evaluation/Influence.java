package io.demur.evaluation;

import io.demur.math.ExactSum;
import io.demur.math.Harmonic;
import io.demur.metric.Aurc;
import io.demur.metric.Auroc;
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
        long after = curve.samples();
        double lossAfter = curve.totalLoss();
        for (int b = curve.points() - 1; b >= 0; b--) {
            long before = curve.acceptedBefore(b);
            double lossBefore = curve.lossBefore(b);
            double count = after - before;
            double range = Harmonic.range(before, after);
            double loss = lossAfter - lossBefore;
            double reach = 1 - before * range / count;
            influence.slope[b] = tail + reach;
            influence.base[b] = -(below + loss * reach / count);
            below += loss * range / count;
            tail += range;
            after = before;
            lossAfter = lossBefore;
        }
        influence.shift(curve.fullRisk() - Aurc.of(curve));
        return influence;
    }

    /** Of AUGRC. */
    static Influence augrc(RiskCoverageCurve curve) {
        Influence influence = new Influence(curve.points());
        double n = curve.samples();
        double area = 0;
        long before = 0;
        double lossBefore = 0;
        for (int b = 0; b < curve.points(); b++) {
            long after = curve.accepted(b);
            double lossAfter = curve.loss(b);
            double loss = (lossBefore + lossAfter) / 2;
            area += (after - before) * loss;
            influence.slope[b] = 1 - (before + after) / 2.0 / n;
            influence.base[b] = loss / n;
            before = after;
            lossBefore = lossAfter;
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
        double area = Auroc.of(curve).get();
        double perLoss = area * (1 - 2 * wrong);
        long before = 0;
        double lossBefore = 0;
        for (int b = 0; b < curve.points(); b++) {
            long after = curve.accepted(b);
            double lossAfter = curve.loss(b);
            double lossMiddle = (lossBefore + lossAfter) / 2;
            double wrongBelow = wrong - lossMiddle / n;
            double rightAbove = ((before + after) / 2.0 - lossMiddle) / n;
            influence.slope[b] = (rightAbove - wrongBelow - perLoss) / pairs;
            influence.base[b] = (wrongBelow + perLoss * wrong) / pairs;
            before = after;
            lossBefore = lossAfter;
        }
        influence.shift(-2 * area);
        return influence;
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
        long before = 0;
        double lossBefore = 0;
        for (int b = 0; b < base.length; b++) {
            long after = curve.accepted(b);
            double lossAfter = curve.loss(b);
            double wrong = lossAfter - lossBefore;
            double right = after - before - wrong;
            double ofWrong = base[b] + slope[b];
            squares += right * base[b] * base[b] + wrong * ofWrong * ofWrong;
            before = after;
            lossBefore = lossAfter;
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
