package io.demur.evaluation;

import io.demur.math.ExactSum;
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

    private CalibrationData(double[] probability, boolean[] right, ScoredRows rows, ClassCounts.Rows classes) {
        this.order = Ranking.of(probability);
        this.probability = probability;
        this.right = right;
        this.logLoss = rows.logLosses();
        this.brier = rows.briers();
        this.classes = classes;
    }

    static CalibrationData of(ScoredRows rows, int[] predictions, int[] truth) {
        double[] probability = rows.confidence(PlainScore.MSP);
        boolean[] right = new boolean[probability.length];
        for (int i = 0; i < right.length; i++) {
            probability[i] = PlainScore.MSP.display(probability[i]);
            right[i] = predictions[i] == truth[i];
        }
        return new CalibrationData(probability, right, rows, new ClassCounts.Rows(predictions, truth, rows.classes()));
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
        ExactSum logLosses = new ExactSum();
        ExactSum briers = new ExactSum();
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
        Value none = Value.undefined(ReasonCode.NOTHING_ACCEPTED);
        Reliability reliability = Reliability.of(p, hit);
        return new Calibration(
                n,
                (double) n / probability.length,
                n == 0 ? none : Value.of((double) (n - hits) / n),
                Ece.equalWidth(reliability),
                Ece.equalCount(p, hit),
                n == 0 ? none : Value.of(logLosses.value() / n),
                n == 0 ? none : Value.of(briers.value() / n),
                reliability);
    }
}
