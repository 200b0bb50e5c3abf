package io.demur.evaluation;

import io.demur.math.ExactSum;
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
    /** Rows by falling probability. */
    private final Ranking order;

    private final double[] probability;
    private final boolean[] right;
    private final PartSums logLoss;
    private final PartSums brier;
    private final ClassCounts.Rows classes;

    private CalibrationData(double[] probability, boolean[] right, ScoredRows rows, ClassCounts.Rows classes) {
        this.order = Ranking.of(probability);
        this.probability = probability;
        this.right = right;
        this.logLoss = new PartSums(rows.logLosses());
        this.brier = new PartSums(rows.briers());
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
        Arrays.fill(all, true);
        return of(all, all.length);
    }

    /** Of the first {@code count} rows of a ranking. */
    Calibration accepted(Ranking ranking, int count) {
        boolean[] accepted = new boolean[probability.length];
        for (int i = 0; i < count; i++) {
            accepted[ranking.sample(i)] = true;
        }
        return of(accepted, count);
    }

    private Calibration of(boolean[] part, int n) {
        double[] p = new double[n];
        boolean[] hit = new boolean[n];
        int hits = 0;
        for (int i = 0, at = 0; at < n; i++) {
            int row = order.sample(i);
            if (part[row]) {
                p[at] = probability[row];
                hit[at++] = right[row];
                hits += right[row] ? 1 : 0;
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
                n == 0 ? none : Value.of(logLoss.of(part, n) / n),
                n == 0 ? none : Value.of(brier.of(part, n) / n),
                reliability);
    }

    /** Sums of a column over parts of the rows; exact, so a large part may be had as the whole without the rest. */
    private static final class PartSums {
        private final double[] column;
        private final ExactSum whole = new ExactSum();

        PartSums(double[] column) {
            this.column = column;
            for (double x : column) {
                whole.add(x);
            }
        }

        double of(boolean[] part, int n) {
            ExactSum sum = new ExactSum();
            boolean large = 2 * n > column.length;
            for (int row = 0; row < column.length; row++) {
                if (part[row] != large) {
                    sum.add(large ? -column[row] : column[row]);
                }
            }
            if (large) {
                sum.add(whole);
            }
            return sum.value();
        }
    }
}
