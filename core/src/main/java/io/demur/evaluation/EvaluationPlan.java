package io.demur.evaluation;

import io.demur.guarantee.Confidence;
import io.demur.logits.InputException;
import io.demur.metric.Loss;
import io.demur.score.BadRows;
import io.demur.score.LogitNorm;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import java.util.ArrayList;
import java.util.List;

/**
 * What to evaluate and how. The same plan on the same data gives the same digits.
 *
 * @param scores which scores
 * @param mode how samples are kept
 * @param risks for which coverage is reported
 * @param coverages for which risk is reported
 * @param confidence of every interval
 * @param resamples number of bootstrap resamples; 0 for analytic intervals only
 * @param seed of the resamples
 * @param loss what a prediction costs
 * @param badRows what to do with rows that are not finite
 * @param threads number of threads; changes no digit
 */
public record EvaluationPlan(
        List<Score> scores,
        Mode mode,
        List<Double> risks,
        List<Double> coverages,
        double confidence,
        int resamples,
        long seed,
        Loss loss,
        BadRows badRows,
        int threads) {

    /** How the samples behind a curve are kept. */
    public enum Mode {
        /** All of them, sorted: every number is exact. */
        EXACT,
        /** As counts per prefix of the confidence: fixed memory, and bounds for every number. */
        BOUNDED,
        /** All of them, in sorted runs on disk: fixed memory, and every number exact; for losses of 0 and 1. */
        EXACT_ON_DISK;

        /** Whether rows pass by and only what they add up to is kept, so that there are neither intervals nor calibration. */
        public boolean streams() {
            return this != EXACT;
        }
    }

    /**
     * Copies the lists.
     *
     * @throws InputException for no score, a risk outside [0, 1], a coverage outside (0, 1], a confidence that {@link Confidence} refuses, a
     *     negative number of resamples, or less than one thread
     */
    public EvaluationPlan {
        scores = List.copyOf(scores);
        risks = List.copyOf(risks);
        coverages = List.copyOf(coverages);
        risks.forEach(risk -> check(risk >= 0 && risk <= 1, "risk", risk + " is not in [0, 1]"));
        coverages.forEach(share -> check(share > 0 && share <= 1, "coverage", share + " is not in (0, 1]"));
        check(!scores.isEmpty(), "scores", "there must be at least one");
        confidence = Confidence.of(confidence).value();
        check(resamples >= 0, "resamples", resamples + " is below 0");
        check(
                mode != Mode.EXACT_ON_DISK || loss.isError(),
                "costs",
                "cannot be counted on disk, which is for right and wrong; use another mode");
        check(threads >= 1, "threads", threads + " is below 1");
    }

    private static void check(boolean holds, String name, String problem) {
        if (!holds) {
            throw new InputException(name, problem);
        }
    }

    /** Exact, with analytic 95 % intervals, coverage at 1 % and 5 % risk and risk at 80 % coverage. */
    public static EvaluationPlan of(List<Score> scores) {
        return new EvaluationPlan(
                scores,
                Mode.EXACT,
                List.of(0.01, 0.05),
                List.of(0.8),
                0.95,
                0,
                1,
                Loss.error(),
                BadRows.REFUSE,
                Runtime.getRuntime().availableProcessors());
    }

    /**
     * The scores worth a look: msp, entropy, softmax margin, max logit, logit margin, energy, Gini, and, for more than
     * two classes, logit normalisation with p from 1 to 10.
     */
    public static List<Score> usualScores(int classes) {
        List<Score> scores = new ArrayList<>(List.of(
                PlainScore.MSP,
                PlainScore.ENTROPY,
                PlainScore.SOFTMAX_MARGIN,
                PlainScore.MAX_LOGIT,
                PlainScore.LOGIT_MARGIN,
                new io.demur.score.Energy(1),
                PlainScore.GINI));
        for (int p = 1; p <= 10; p++) {
            Score norm = LogitNorm.of(p);
            if (norm.refusal(classes).isEmpty()) {
                scores.add(norm);
            }
        }
        return scores;
    }

    /** The same in another mode. */
    public EvaluationPlan with(Mode other) {
        return new EvaluationPlan(scores, other, risks, coverages, confidence, resamples, seed, loss, badRows, threads);
    }

    /** The same with seeded resamples. */
    public EvaluationPlan withBootstrap(int count, long withSeed) {
        return new EvaluationPlan(scores, mode, risks, coverages, confidence, count, withSeed, loss, badRows, threads);
    }

    /** The same with another loss. */
    public EvaluationPlan with(Loss other) {
        return new EvaluationPlan(scores, mode, risks, coverages, confidence, resamples, seed, other, badRows, threads);
    }

    /** The same with another treatment of bad rows. */
    public EvaluationPlan with(BadRows other) {
        return new EvaluationPlan(scores, mode, risks, coverages, confidence, resamples, seed, loss, other, threads);
    }

    /** The same on another number of threads. */
    public EvaluationPlan withThreads(int other) {
        return new EvaluationPlan(scores, mode, risks, coverages, confidence, resamples, seed, loss, badRows, other);
    }

    /** The same with intervals of another confidence. */
    public EvaluationPlan withConfidence(double other) {
        return new EvaluationPlan(scores, mode, risks, coverages, other, resamples, seed, loss, badRows, threads);
    }

    /** The same at other operating points. */
    public EvaluationPlan at(List<Double> otherRisks, List<Double> otherCoverages) {
        return new EvaluationPlan(
                scores, mode, otherRisks, otherCoverages, confidence, resamples, seed, loss, badRows, threads);
    }
}
