package io.demur.smoothing;

import io.demur.metric.Aurc;
import io.demur.metric.Ranking;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.ScoredLosses;
import io.demur.score.PlainScore;

/**
 * Where the area above a perfect ranking comes from, when a model is ranked by its maximum softmax probability stored in
 * a number type. All areas are AURC in convention {@code mean}, all losses 0 or 1.
 *
 * <ul>
 *   <li>{@code total} = AURC of the stored probability - AURC of the perfect ranking; at least 0.
 *   <li>{@code saturation} = AURC of the stored probability - AURC of the exact one: what rounding costs. Negative where
 *       the ties that it makes happen to help.
 *   <li>{@code ties} = AURC of the exact probability - the same with the right first inside every tie block: what rows of
 *       equal confidence cost at most; at least 0.
 *   <li>{@code order} = AURC of that best order - AURC of the perfect ranking: errors surer than right predictions; at
 *       least 0.
 * </ul>
 *
 * <p>{@code total = saturation + ties + order}. Calibration has no part in it: a strictly increasing map of the
 * confidence changes none of the four, so it is reported apart. With no error, or nothing else, all four are 0. No digit
 * depends on the order of the rows.
 *
 * @param precision the number type in which the probability is stored
 * @param total the excess
 * @param saturation its part from rounding
 * @param ties its part from equal confidence
 * @param order its part from wrong order
 */
public record AurcExcess(Precision precision, double total, double saturation, double ties, double order) {

    /**
     * The parts of the excess.
     *
     * @param msp the score {@code msp} of at least one row, a logit
     * @param wrong whether each row is predicted wrong
     */
    public static AurcExcess of(double[] msp, boolean[] wrong, Precision precision) {
        double[] losses = new double[wrong.length];
        double[] stored = new double[wrong.length];
        double[] perfect = new double[wrong.length];
        for (int i = 0; i < wrong.length; i++) {
            losses[i] = wrong[i] ? 1 : 0;
            stored[i] = precision.round(PlainScore.MSP.display(msp[i]));
            perfect[i] = -losses[i];
        }
        double rounded = area(stored, losses);
        double exact = area(msp, losses);
        double best = area(rightFirst(msp, wrong), losses);
        double least = area(perfect, losses);
        return new AurcExcess(
                precision,
                Math.max(0, rounded - least),
                rounded - exact,
                Math.max(0, exact - best),
                Math.max(0, best - least));
    }

    private static double area(double[] confidence, double[] losses) {
        return Aurc.of(RiskCoverageCurve.of(ScoredLosses.of(confidence, losses)));
    }

    /** Numbers in the order of the confidence, those of errors just below those of the right. */
    private static double[] rightFirst(double[] msp, boolean[] wrong) {
        Ranking ranking = Ranking.of(msp);
        double[] place = new double[msp.length];
        for (int block = 0; block < ranking.blocks(); block++) {
            for (int i = ranking.blockStart(block); i < ranking.blockEnd(block); i++) {
                int row = ranking.sample(i);
                place[row] = -2.0 * block - (wrong[row] ? 1 : 0);
            }
        }
        return place;
    }
}
