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
import java.util.Arrays;

/**
 * The probability of each row's prediction, whether it was right, and its proper scores: sorted by probability once, for
 * all rows and for every accepted part of them.
 */
final class CalibrationData {
    /** Where all probability lies on one wrong class. */
    private static final double GREATEST_BRIER = 2;

    private final double[] probability;
    private final boolean[] right;
    /** Rows by falling probability, and both of the above in this order. */
    private final Ranking order;

    private final double[] orderedProbability;
    private final boolean[] orderedRight;
    private final PartMeans logLoss;
    private final PartMeans brier;
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
        this.orderedProbability = new double[probability.length];
        this.orderedRight = new boolean[probability.length];
        for (int i = 0; i < right.length; i++) {
            orderedProbability[i] = probability[order.sample(i)];
            orderedRight[i] = right[order.sample(i)];
        }
        this.logLoss = new PartMeans(rows.logLosses(), Double.POSITIVE_INFINITY);
        this.brier = new PartMeans(rows.briers(), GREATEST_BRIER);
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
                weights.canonical(logLoss.column()),
                weights.canonical(brier.column()));
    }

    /** Predictions and labels of the same rows. */
    ClassCounts.Rows classes() {
        return classes;
    }

    /** Of all rows. */
    Calibration whole() {
        boolean[] all = new boolean[probability.length];
        Arrays.fill(all, true);
        return of(all, all.length);
    }

    /** Of some rows, {@code n} in number. */
    Calibration of(boolean[] part, int n) {
        double[] p = new double[n];
        boolean[] hit = new boolean[n];
        int hits = 0;
        for (int i = 0, at = 0; at < n; i++) {
            if (part[order.sample(i)]) {
                p[at] = orderedProbability[i];
                hit[at++] = orderedRight[i];
                hits += orderedRight[i] ? 1 : 0;
            }
        }
        Reliability reliability = Reliability.of(p, hit);
        return new Calibration(
                n,
                (double) n / probability.length,
                error(n, n - hits),
                exact(Ece.equalWidth(reliability)),
                exact(Ece.equalCount(p, hit)),
                logLoss.of(part, n, confidence),
                brier.of(part, n, confidence),
                reliability);
    }

    private Estimate error(int n, int wrong) {
        if (n == 0) {
            return nothing();
        }
        return exact(Value.of((double) wrong / n))
                .with(ClopperPearson.interval(n, wrong, confidence), Estimate.Method.EXACT_BINOMIAL);
    }

    private static Estimate nothing() {
        return exact(Value.undefined(ReasonCode.NOTHING_ACCEPTED));
    }

    private static Estimate exact(Value value) {
        return Estimate.of(Bounds.exact(value));
    }

    /** Means of a column over parts of the rows; its sums are exact, so a large part is had as the whole without the rest. */
    private static final class PartMeans {
        private final double[] column;
        private final double greatest;
        private final ExactSum whole = new ExactSum();
        private final ExactSum wholeSquares = new ExactSum();

        /** Of a column whose numbers are at most the greatest. */
        PartMeans(double[] column, double greatest) {
            this.column = column;
            this.greatest = greatest;
            for (double x : column) {
                whole.add(x);
                wholeSquares.add(x * x);
            }
        }

        double[] column() {
            return column;
        }

        Estimate of(boolean[] part, int n, double confidence) {
            if (n == 0) {
                return nothing();
            }
            ExactSum sum = new ExactSum();
            ExactSum squares = new ExactSum();
            boolean large = 2 * n > column.length;
            double sign = large ? -1 : 1;
            for (int row = 0; row < column.length; row++) {
                if (part[row] != large) {
                    double x = column[row];
                    sum.add(sign * x);
                    squares.add(sign * (x * x));
                }
            }
            if (large) {
                sum.add(whole);
                squares.add(wholeSquares);
            }
            return AnalyticInterval.ofMean(sum, squares, n, confidence, greatest);
        }
    }
}
