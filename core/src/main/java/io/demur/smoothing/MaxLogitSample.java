package io.demur.smoothing;

import io.demur.metric.Ranking;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import io.demur.score.ScoredRows;
import java.util.List;

/**
 * Labelled rows as the trace of label smoothing is read from them: confidence, largest centred logit, right or wrong.
 * The order of the rows means nothing.
 *
 * <p>The logits are centred because training leaves their mean free: uncentred, the trace can vanish.
 */
public final class MaxLogitSample {
    private final int classes;
    private final double[] msp;
    private final double[] maxLogit;
    private final boolean[] wrong;

    private MaxLogitSample(int classes, double[] msp, double[] maxLogit, boolean... wrong) {
        this.classes = classes;
        this.msp = msp;
        this.maxLogit = maxLogit;
        this.wrong = wrong;
    }

    /** What {@link #of(ScoredRows)} needs the rows scored by. */
    public static List<Score> scores() {
        return List.of(PlainScore.MSP, PlainScore.CENTRED_MAX_LOGIT);
    }

    /** The rows of a labelled source, scored by at least {@link #scores()}. */
    public static MaxLogitSample of(ScoredRows rows) {
        int[] predictions = rows.predictions();
        int[] labels = rows.labels();
        boolean[] wrong = new boolean[labels.length];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = predictions[i] != labels[i];
        }
        return new MaxLogitSample(
                rows.classes(), rows.confidence(PlainScore.MSP), rows.confidence(PlainScore.CENTRED_MAX_LOGIT), wrong);
    }

    /**
     * Rows given as columns, which are handed over.
     *
     * @param classes number of classes {@code K >= 2}
     * @param msp the score {@code msp}, a logit
     * @param maxLogit largest centred logit
     * @param wrong whether the prediction is wrong
     */
    public static MaxLogitSample of(int classes, double[] msp, double[] maxLogit, boolean... wrong) {
        if (msp.length != maxLogit.length || msp.length != wrong.length) {
            throw new IllegalArgumentException(
                    "columns of " + msp.length + ", " + maxLogit.length + " and " + wrong.length + " rows");
        }
        return new MaxLogitSample(classes, msp, maxLogit, wrong);
    }

    /** Number of rows. */
    public int size() {
        return wrong.length;
    }

    /** Number of classes {@code K}. */
    public int classes() {
        return classes;
    }

    /** Maximum softmax probability of a row. */
    public double probability(int row) {
        return PlainScore.MSP.display(msp[row]);
    }

    /** The score {@code msp} of a row, a logit. */
    double msp(int row) {
        return msp[row];
    }

    /** Largest centred logit of a row. */
    public double maxLogit(int row) {
        return maxLogit[row];
    }

    /** Whether a row is predicted wrong. */
    public boolean wrong(int row) {
        return wrong[row];
    }

    /** Number of rows predicted wrong. */
    public int errors() {
        int errors = 0;
        for (boolean error : wrong) {
            errors += error ? 1 : 0;
        }
        return errors;
    }

    Ranking ranking() {
        return Ranking.of(msp);
    }
}
