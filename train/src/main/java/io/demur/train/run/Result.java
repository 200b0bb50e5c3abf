package io.demur.train.run;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.evaluation.FitPlan;
import io.demur.evaluation.FittedScore;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.evaluation.ScoreFit;
import io.demur.io.npy.Npy;
import io.demur.logits.Labels;
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
 * @param fitted the choice on the tuning rows; empty without such rows, and where they are too many to keep
 * @param norm normalisation with the tuned order
 * @param refusal why there is no normalisation; empty if there is
 */
public record Result(
        Evaluation evaluation, Optional<FittedScore> fitted, Optional<LogitNorm> norm, Optional<String> refusal) {

    /** Above this number of rows a run is measured in fixed memory: a part of 30 pictures has more pixels. */
    private static final long MOST_IN_MEMORY = 1 << 22;

    /** Up to this number of rows exactly, by some 30 bytes of disk for each row and score; above within narrow bounds. */
    private static final long MOST_ON_DISK = 1 << 27;

    /** Measures the logits of a run folder; of segmentations every labelled pixel. */
    public static Result of(Path run, int threads) {
        Tuning tuning = tuning(run, threads);
        try (Logits logits = Npy.readLogits(RunFolder.logits(run, "test"))) {
            Optional<String> refusal = LogitNorm.of(1).refusal(logits.classes());
            if (refusal.isEmpty() && tuning.norm().isEmpty()) {
                refusal = Optional.of("no rows were held out to tune p on");
            }
            Optional<LogitNorm> norm = refusal.isPresent() ? Optional.empty() : tuning.norm();
            List<Score> scores = new ArrayList<>(List.of(PlainScore.MSP));
            norm.ifPresent(scores::add);
            EvaluationPlan plan = plan(logits, scores, threads);
            return new Result(
                    Evaluator.evaluate(logits, RunFolder.readLabels(run, "test", logits.classes()), plan),
                    tuning.fitted(),
                    norm,
                    refusal);
        }
    }

    private static EvaluationPlan plan(Logits logits, List<Score> scores, int threads) {
        return EvaluationPlan.of(scores)
                .withThreads(threads)
                .with(mode(logits.rows().orElse(0)));
    }

    /** How so many test rows are measured. */
    static EvaluationPlan.Mode mode(long rows) {
        if (rows <= MOST_IN_MEMORY) {
            return EvaluationPlan.Mode.EXACT;
        }
        return rows <= MOST_ON_DISK ? EvaluationPlan.Mode.EXACT_ON_DISK : EvaluationPlan.Mode.BOUNDED;
    }

    private static boolean many(Logits logits) {
        return logits.rows().orElse(0) > MOST_IN_MEMORY;
    }

    /** What the tuning rows say: the choice of a score with its evidence, where rows are few, and the best order. */
    private record Tuning(Optional<FittedScore> fitted, Optional<LogitNorm> norm) {}

    private static Tuning tuning(Path run, int threads) {
        if (!RunFolder.hasLogits(run, "tune")) {
            return new Tuning(Optional.empty(), Optional.empty());
        }
        try (Logits logits = Npy.readLogits(RunFolder.logits(run, "tune"))) {
            Labels labels = RunFolder.readLabels(run, "tune", logits.classes());
            if (many(logits)) {
                return new Tuning(Optional.empty(), bestOfMany(logits, labels, threads));
            }
            FittedScore fitted = ScoreFit.tune(logits, labels, FitPlan.usual().withThreads(threads));
            return new Tuning(Optional.of(fitted), bestNorm(fitted));
        }
    }

    /** By AURC[mean] of every row in fixed memory; the middle of its bounds decides. */
    private static Optional<LogitNorm> bestOfMany(Logits logits, Labels labels, int threads) {
        List<Score> norms = EvaluationPlan.usualScores(logits.classes()).stream()
                .filter(LogitNorm.class::isInstance)
                .toList();
        return norms.isEmpty()
                ? Optional.empty()
                : Evaluator.evaluate(
                                logits,
                                labels,
                                EvaluationPlan.of(norms).withThreads(threads).with(EvaluationPlan.Mode.BOUNDED))
                        .best(CurveMetric.AURC)
                        .map(best -> (LogitNorm) best.score());
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

    /** Whether rows were too many to keep in memory, so that there are neither intervals nor calibration. */
    public boolean inFixedMemory() {
        return evaluation.plan().mode().streams();
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
