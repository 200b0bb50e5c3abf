package io.demur.evaluation;

import io.demur.math.ClopperPearson;
import io.demur.math.ExactSum;
import io.demur.metric.Bounds;
import io.demur.metric.Ece;
import io.demur.metric.Ranking;
import io.demur.metric.ReasonCode;
import io.demur.metric.Reliability;
import io.demur.metric.Value;
import io.demur.score.PlainScore;
import io.demur.score.ScoredRows;

/**
 * The probability of each row's prediction, whether it was right, and its proper scores: sorted by probability once, for
 * all rows and for every accepted part of them.
 */
final class CalibrationData {
    /** Rows by falling probability. */
    private final Ranking order;

    private final double[] probability;
    private final boolean[] right;
    private final double[] logLoss;
    private final double[] brier;
    private final ClassCounts.Rows classes;
    private final double confidence;

    private CalibrationData(ScoredRows rows, int[] predictions, int[] truth, double confidence) {
        this.probability = rows.confidence(PlainScore.MSP);
        this.right = new boolean[probability.length];
        for (int i = 0; i < right.length; i++) {
            probability[i] = PlainScore.MSP.display(probability[i]);
            right[i] = predictions[i] == truth[i];
        }
        this.order = Ranking.of(probability);
        this.logLoss = rows.logLosses();
        this.brier = rows.briers();
        this.classes = new ClassCounts.Rows(predictions, truth, rows.classes());
        this.confidence = confidence;
    }

    /** Of rows scored by MSP at least; its intervals hold with the given confidence. */
    static CalibrationData of(ScoredRows rows, int[] predictions, int[] truth, double confidence) {
        return new CalibrationData(rows, predictions, truth, confidence);
    }

    /** The same rows in canonical order, to be resampled. */
    ResampledCalibration resampled(PoissonWeights weights) {
        double[] hits = new double[right.length];
        for (int i = 0; i < hits.length; i++) {
            hits[i] = right[i] ? 1 : 0;
        }
        return new ResampledCalibration(
                weights.canonical(probability),
                weights.canonical(hits),
                weights.canonical(logLoss),
                weights.canonical(brier));
    }

    /** Predictions and labels of the same rows. */
    ClassCounts.Rows classes() {
        return classes;
    }

    /** Of all rows. */
    Calibration whole() {
        boolean[] all = new boolean[probability.length];
        java.util.Arrays.fill(all, true);
        return of(all);
    }

    /** Of the first {@code count} rows of a ranking. */
    Calibration accepted(Ranking ranking, int count) {
        boolean[] accepted = new boolean[probability.length];
        for (int i = 0; i < count; i++) {
            accepted[ranking.sample(i)] = true;
        }
        return of(accepted);
    }

    private Calibration of(boolean[] part) {
        int n = 0;
        for (boolean in : part) {
            n += in ? 1 : 0;
        }
        double[] p = new double[n];
        boolean[] hit = new boolean[n];
        Sums logLosses = new Sums();
        Sums briers = new Sums();
        int hits = 0;
        int at = 0;
        for (int i = 0; i < part.length; i++) {
            int row = order.sample(i);
            if (part[row]) {
                p[at] = probability[row];
                hit[at++] = right[row];
                hits += right[row] ? 1 : 0;
                logLosses.add(logLoss[row]);
                briers.add(brier[row]);
            }
        }
        Reliability reliability = Reliability.of(p, hit);
        return new Calibration(
                n,
                (double) n / probability.length,
                error(n, n - hits),
                exact(Ece.equalWidth(reliability)),
                exact(Ece.equalCount(p, hit)),
                mean(logLosses, n),
                mean(briers, n),
                reliability);
    }

    private Estimate error(int n, int wrong) {
        if (n == 0) {
            return nothing();
        }
        return exact(Value.of((double) wrong / n))
                .with(ClopperPearson.interval(n, wrong, confidence), Estimate.Method.EXACT_BINOMIAL);
    }

    private Estimate mean(Sums sums, int n) {
        return n == 0 ? nothing() : AnalyticInterval.ofMean(sums.sum, sums.squares, n, confidence);
    }

    private static Estimate nothing() {
        return exact(Value.undefined(ReasonCode.NOTHING_ACCEPTED));
    }

    private static Estimate exact(Value value) {
        return Estimate.of(Bounds.exact(value));
    }

    /** What a mean and its standard error are made of. */
    private static final class Sums {
        private final ExactSum sum = new ExactSum();
        private final ExactSum squares = new ExactSum();

        void add(double x) {
            sum.add(x);
            squares.add(x * x);
        }
    }
}
