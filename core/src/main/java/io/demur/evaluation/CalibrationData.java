package io.demur.evaluation;

import io.demur.math.ExactSum;
import io.demur.metric.Ece;
import io.demur.metric.Ranking;
import io.demur.metric.ReasonCode;
import io.demur.metric.Value;
import io.demur.score.PlainScore;
import io.demur.score.ScoredRows;

/** The probability of each row's prediction, whether it was right, and its proper scores. */
final class CalibrationData {
    private final double[] probability;
    private final boolean[] right;
    private final double[] logLoss;
    private final double[] brier;

    private CalibrationData(double[] probability, boolean[] right, double[] logLoss, double[] brier) {
        this.probability = probability;
        this.right = right;
        this.logLoss = logLoss;
        this.brier = brier;
    }

    static CalibrationData of(ScoredRows rows, int[] predictions, int[] truth) {
        double[] probability = rows.confidence(PlainScore.MSP);
        boolean[] right = new boolean[probability.length];
        for (int i = 0; i < right.length; i++) {
            probability[i] = PlainScore.MSP.display(probability[i]);
            right[i] = predictions[i] == truth[i];
        }
        return new CalibrationData(probability, right, rows.logLosses(), rows.briers());
    }

    /** Of all rows. */
    Calibration whole() {
        return of(probability, right, ExactSum.of(logLoss), ExactSum.of(brier));
    }

    /** Of the first {@code count} rows of a ranking. */
    Calibration accepted(Ranking ranking, int count) {
        double[] p = new double[count];
        boolean[] hit = new boolean[count];
        ExactSum logLosses = new ExactSum();
        ExactSum briers = new ExactSum();
        for (int i = 0; i < count; i++) {
            int row = ranking.sample(i);
            p[i] = probability[row];
            hit[i] = right[row];
            logLosses.add(logLoss[row]);
            briers.add(brier[row]);
        }
        return of(p, hit, logLosses.value(), briers.value());
    }

    private Calibration of(double[] p, boolean[] hit, double logLosses, double briers) {
        long n = p.length;
        long hits = 0;
        for (boolean h : hit) {
            hits += h ? 1 : 0;
        }
        Value none = Value.undefined(ReasonCode.NOTHING_ACCEPTED);
        return new Calibration(
                n,
                (double) n / probability.length,
                n == 0 ? none : Value.of((double) (n - hits) / n),
                Ece.equalWidth(p, hit),
                Ece.equalCount(p, hit),
                n == 0 ? none : Value.of(logLosses / n),
                n == 0 ? none : Value.of(briers / n));
    }
}
