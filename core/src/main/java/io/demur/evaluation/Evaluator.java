package io.demur.evaluation;

import io.demur.evaluation.Evaluation.Warning;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.math.ClopperPearson;
import io.demur.metric.Bounds;
import io.demur.metric.DiskAccumulator;
import io.demur.metric.ReasonCode;
import io.demur.metric.ScoredLosses;
import io.demur.metric.Value;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import io.demur.score.ScoredRows;
import io.demur.score.ScoringPlan;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Measures how well a model's confidence ranks its own mistakes: every score by every metric, in one reading. */
public final class Evaluator {
    private static final Warning PIXELS =
            new Warning(ReasonCode.DEPENDENT_PIXELS, "intervals take each for a draw of its own and are too narrow");

    private Evaluator() {}

    /**
     * Evaluates a model on labelled data.
     *
     * @throws io.demur.logits.InputException if logits and labels do not fit each other or cannot be used
     */
    public static Evaluation evaluate(Logits logits, Labels labels, EvaluationPlan plan) {
        Evaluation evaluation = plan.mode() == EvaluationPlan.Mode.EXACT_ON_DISK
                ? StreamEvaluator.count(logits, labels, plan, DiskAccumulator::new)
                        .evaluation(logits.name())
                : evaluate(LabelledSource.of(logits, labels), plan);
        return noting(logits, evaluation);
    }

    /** The evaluation with a warning if the rows of its source are pixels. */
    public static Evaluation noting(Logits source, Evaluation evaluation) {
        return source.pixels() ? evaluation.with(PIXELS) : evaluation;
    }

    /**
     * As above, on rows that lie anywhere.
     *
     * @throws InputException as above, and for the mode that is exact on this machine's disk
     */
    public static Evaluation evaluate(LabelledSource source, EvaluationPlan plan) {
        return switch (plan.mode()) {
            case EXACT -> evaluate(source.name(), source.score(scoring(plan, List.of())), plan);
            case BOUNDED -> source.count(plan).evaluation(source.name());
            case EXACT_ON_DISK ->
                throw new InputException(
                        source.name(), "lies elsewhere and cannot be sorted on this disk", "use exact or bounded");
        };
    }

    /** How rows are to be scored for an exact evaluation, and by what else on the same reading. */
    public static ScoringPlan scoring(EvaluationPlan plan, List<Score> others) {
        Set<Score> scores = new LinkedHashSet<>(plan.scores());
        scores.add(PlainScore.MSP);
        scores.addAll(others);
        return new ScoringPlan(List.copyOf(scores), plan.badRows(), true, plan.threads());
    }

    /**
     * Evaluates exactly, on rows that have been read and scored.
     *
     * @param source what messages call the rows
     * @param rows scored as {@link #scoring} says
     */
    public static Evaluation evaluate(String source, ScoredRows rows, EvaluationPlan plan) {
        int[] predictions = rows.predictions();
        int[] truth = rows.labels();
        double[] losses = plan.loss().of(truth, predictions, rows.classes());
        long[] keys = rows.keys();
        CalibrationData calibration = CalibrationData.of(rows, predictions, truth, plan.confidence());
        List<ScoreEvaluation> scores = Parallel.map(plan.threads(), plan.scores(), score -> {
            RankedSamples ranked = RankedSamples.of(ScoredLosses.of(rows.confidence(score), losses));
            return ScoreEvaluator.exact(score, ranked, plan, calibration);
        });
        Calibration whole = calibration.whole();
        if (plan.resamples() > 0) {
            BootstrapIntervals bootstrap = BootstrapIntervals.of(rows, losses, calibration, plan);
            scores = bootstrap.replaceIn(scores);
            whole = bootstrap.replaceIn(whole);
        }
        return new Evaluation(
                source,
                plan,
                rows.classes(),
                rows.size(),
                rows.kept().ignored(),
                rows.kept().bad(),
                DataDigest.of(keys),
                error(plan, scores.get(0).outline().totalLoss(), rows.size()),
                Optional.of(whole),
                Optional.of(calibration.classes().whole()),
                scores,
                warnings(rows, truth, keys, losses));
    }

    static Estimate error(EvaluationPlan plan, double totalLoss, long samples) {
        Estimate error = Estimate.of(Bounds.exact(Value.of(totalLoss / samples)));
        return plan.loss().isError()
                ? error.with(
                        ClopperPearson.interval(samples, Math.round(totalLoss), plan.confidence()),
                        Estimate.Method.EXACT_BINOMIAL)
                : error;
    }

    private static List<Warning> warnings(ScoredRows rows, int[] truth, long[] keys, double[] losses) {
        RowFacts facts = new RowFacts();
        facts.add(
                truth,
                truth.length,
                Arrays.stream(losses).filter(loss -> loss == 0).count(),
                Arrays.stream(losses).filter(loss -> loss == 1).count());
        facts.addShapes(rows.flatRows(), rows.probabilityRows());
        List<Warning> warnings = facts.warnings();
        int duplicates = DataDigest.duplicates(keys);
        if (duplicates > 0) {
            warnings.add(new Warning(
                    ReasonCode.DUPLICATE_ROWS,
                    String.format(Locale.ROOT, "%,d of %,d rows repeat another", duplicates, rows.size())
                            + "; intervals take them for new evidence"));
        }
        return warnings;
    }
}
