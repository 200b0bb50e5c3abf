package io.demur.train.run;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.evaluation.FitPlan;
import io.demur.evaluation.FittedScore;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.evaluation.ScoreFit;
import io.demur.io.npy.Npy;
import io.demur.logits.Logits;
import io.demur.metric.CurveMetric;
import io.demur.score.LogitNorm;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a finished run is worth on its test rows: the softmax probability, and logit normalisation with the order that is
 * best by AURC[mean] on the tuning rows.
 *
 * @param evaluation of the test rows under the scores that could be had
 * @param fitted the choice on the tuning rows; empty without such rows
 * @param norm normalisation with the tuned order
 * @param refusal why there is no normalisation; empty if there is
 */
public record Result(
        Evaluation evaluation, Optional<FittedScore> fitted, Optional<LogitNorm> norm, Optional<String> refusal) {

    /** Measures the logits of a run folder. */
    public static Result of(Path run, int threads) {
        Optional<FittedScore> fitted = tuned(run, threads);
        try (Logits logits = Npy.readLogits(RunFolder.logits(run, "test"))) {
            Optional<String> refusal = LogitNorm.of(1).refusal(logits.classes());
            if (refusal.isEmpty() && fitted.isEmpty()) {
                refusal = Optional.of("no rows were held out to tune p on");
            }
            Optional<LogitNorm> norm = refusal.isPresent() ? Optional.empty() : fitted.flatMap(Result::bestNorm);
            List<Score> scores = new ArrayList<>(List.of(PlainScore.MSP));
            norm.ifPresent(scores::add);
            EvaluationPlan plan = EvaluationPlan.of(scores).withThreads(threads);
            return new Result(
                    Evaluator.evaluate(logits, RunFolder.readLabels(run, "test", logits.classes()), plan),
                    fitted,
                    norm,
                    refusal);
        }
    }

    private static Optional<FittedScore> tuned(Path run, int threads) {
        if (!RunFolder.hasLogits(run, "tune")) {
            return Optional.empty();
        }
        try (Logits logits = Npy.readLogits(RunFolder.logits(run, "tune"))) {
            return Optional.of(ScoreFit.tune(
                    logits,
                    RunFolder.readLabels(run, "tune", logits.classes()),
                    FitPlan.usual().withThreads(threads)));
        }
    }

    /** The smallest objective among the norms; the smaller order of equals. */
    private static Optional<LogitNorm> bestNorm(FittedScore fitted) {
        FittedScore.Candidate best = null;
        for (FittedScore.Candidate candidate : fitted.table()) {
            boolean norm = candidate.score() instanceof LogitNorm;
            if (norm && (best == null || value(candidate) < value(best))) {
                best = candidate;
            }
        }
        return best == null ? Optional.empty() : Optional.of((LogitNorm) best.score());
    }

    private static double value(FittedScore.Candidate candidate) {
        return candidate.objective().value().get();
    }

    /** The version of the program that measures. */
    public static String version() {
        return Versions.json().get("demur").asText();
    }

    /** Share of wrong predictions. */
    public double error() {
        return evaluation.error().value().get();
    }

    /** The test rows under the softmax probability. */
    public ScoreEvaluation msp() {
        return evaluation.score(PlainScore.MSP);
    }

    /** The test rows under normalisation. */
    public Optional<ScoreEvaluation> normalised() {
        return norm.map(evaluation::score);
    }

    /** AURC[mean] of a score. */
    static double aurc(ScoreEvaluation score) {
        return score.metric(CurveMetric.AURC).value().get();
    }
}
