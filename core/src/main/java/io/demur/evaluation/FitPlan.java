package io.demur.evaluation;

import io.demur.metric.CurveMetric;
import io.demur.metric.Loss;
import io.demur.score.BadRows;

/**
 * How to choose a score.
 *
 * @param family which kinds of score compete
 * @param grid how finely the parameters of a kind are searched
 * @param objective what is minimised: AURC[mean] or AUGRC
 * @param confidence of the interval that the gain over msp must clear
 * @param loss what a prediction costs
 * @param badRows what to do with rows that are not finite
 * @param threads number of threads; changes no digit
 */
public record FitPlan(
        ScoreFamily family,
        Grid grid,
        CurveMetric objective,
        double confidence,
        Loss loss,
        BadRows badRows,
        int threads) {

    /** How finely parameters are searched. */
    public enum Grid {
        /** Whole orders p from 1 to 10. */
        INTEGER,
        /** Then steps of a quarter around the best whole order. */
        REFINE
    }

    public FitPlan {
        if (objective != CurveMetric.AURC && objective != CurveMetric.AUGRC) {
            throw new IllegalArgumentException("a score is fitted by aurc[mean] or augrc, not by " + objective);
        }
    }

    /** msp and logit normalisation with p from 1 to 10, by AURC[mean], at 95 % confidence. */
    public static FitPlan usual() {
        return new FitPlan(
                ScoreFamily.of("msp,logit-norm"),
                Grid.INTEGER,
                CurveMetric.AURC,
                0.95,
                Loss.error(),
                BadRows.REFUSE,
                Runtime.getRuntime().availableProcessors());
    }

    /** The same with another family. */
    public FitPlan with(ScoreFamily other) {
        return new FitPlan(other, grid, objective, confidence, loss, badRows, threads);
    }

    /** The same with another grid. */
    public FitPlan with(Grid other) {
        return new FitPlan(family, other, objective, confidence, loss, badRows, threads);
    }

    /** The same with another objective. */
    public FitPlan with(CurveMetric other) {
        return new FitPlan(family, grid, other, confidence, loss, badRows, threads);
    }

    /** The same with another loss. */
    public FitPlan with(Loss other) {
        return new FitPlan(family, grid, objective, confidence, other, badRows, threads);
    }

    /** The same with another treatment of bad rows. */
    public FitPlan with(BadRows other) {
        return new FitPlan(family, grid, objective, confidence, loss, other, threads);
    }

    /** The same on another number of threads. */
    public FitPlan withThreads(int other) {
        return new FitPlan(family, grid, objective, confidence, loss, badRows, other);
    }
}
