package io.demur.smoothing;

import io.demur.metric.Ranking;
import io.demur.score.PlainScore;

/**
 * How many rows lose their place when the maximum softmax probability is stored in a number type: rounded, it is 1 for
 * many sure rows, and rows of different confidence tie.
 *
 * <p>Each probability is rounded to the nearest number of the type, which is the least that a program computing in it
 * loses. Needs no labels. No digit depends on the order of the rows.
 *
 * @param precision the number type
 * @param atOne share of rows whose probability rounds to 1, in [0,1]
 * @param tied share of rows that tie with a row of another confidence, in [0,1]
 */
public record Saturation(Precision precision, double atOne, double tied) {

    /**
     * The loss for some rows.
     *
     * @param msp the score {@code msp} of at least one row, a logit
     */
    public static Saturation of(double[] msp, Precision precision) {
        Ranking ranking = Ranking.of(msp);
        long atOne = 0;
        long tied = 0;
        int block = 0;
        while (block < ranking.blocks()) {
            int first = block;
            double rounded = rounded(msp, ranking, block, precision);
            do {
                block++;
            } while (block < ranking.blocks() && rounded(msp, ranking, block, precision) == rounded);
            int rows = ranking.blockEnd(block - 1) - ranking.blockStart(first);
            atOne += rounded == 1 ? rows : 0;
            tied += block - first > 1 ? rows : 0;
        }
        return new Saturation(precision, (double) atOne / msp.length, (double) tied / msp.length);
    }

    private static double rounded(double[] msp, Ranking ranking, int block, Precision precision) {
        return precision.round(PlainScore.MSP.display(msp[ranking.sample(ranking.blockStart(block))]));
    }
}
