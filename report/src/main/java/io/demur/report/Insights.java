package io.demur.report;

import io.demur.evaluation.Diagnoser;
import io.demur.evaluation.DiagnosisPlan;
import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.report.Report.Insight;
import io.demur.report.Report.Normalised;
import io.demur.score.LogitNorm;
import io.demur.score.Score;
import io.demur.score.ScoredRows;
import io.demur.score.ScoringPlan;
import io.demur.smoothing.Diagnosis;
import io.demur.smoothing.DiagnosisThresholds;
import io.demur.smoothing.MaxLogitProfile;
import io.demur.smoothing.MaxLogitSample;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a report adds to an evaluation: the cause. */
public final class Insights {
    /** Windows of the profile with fewer rows are gaps. */
    private static final int LEAST_ROWS = 10;

    private static final double USUAL_ORDER = 5;

    private Insights() {}

    /**
     * What is read.
     *
     * @param logits of the model
     * @param labels of the same rows
     */
    public record Rows(Logits logits, Labels labels) {}

    /**
     * What one reading of the rows has shown.
     *
     * @param evaluation exact
     * @param insight its cause
     */
    public record Explained(Evaluation evaluation, Insight insight) {}

    /** The usual diagnosis, with the threads, bad rows and confidence of an evaluation. */
    public static DiagnosisPlan diagnosis(EvaluationPlan plan) {
        return DiagnosisPlan.usual()
                .with(DiagnosisThresholds.usual().withConfidence(plan.confidence()))
                .with(plan.badRows())
                .withThreads(plan.threads());
    }

    /** The insight into a model that was evaluated by a plan, from a reading of its own. */
    public static Insight of(String model, Logits logits, Labels labels, EvaluationPlan plan) {
        Optional<LogitNorm> norm = norm(logits.classes(), plan.scores());
        ScoringPlan scoring = new ScoringPlan(scores(logits.classes(), norm), plan.badRows(), false, plan.threads());
        ScoredRows rows = ScoredRows.of(logits, labels, scoring);
        return insight(model, Diagnoser.diagnose(rows, logits.dtype(), diagnosis(plan)), rows, norm);
    }

    /** Evaluates a model exactly and explains it, in one reading. */
    public static Explained evaluate(String model, Rows rows, DiagnosisPlan diagnosis, EvaluationPlan plan) {
        Logits logits = rows.logits();
        Optional<LogitNorm> norm = norm(logits.classes(), plan.scores());
        ScoringPlan scoring = Evaluator.scoring(plan, scores(logits.classes(), norm));
        ScoredRows scored = ScoredRows.of(logits, rows.labels(), scoring);
        return new Explained(
                Evaluator.evaluate(logits.name(), scored, plan),
                insight(model, Diagnoser.diagnose(scored, logits.dtype(), diagnosis), scored, norm));
    }

    private static List<Score> scores(int classes, Optional<LogitNorm> norm) {
        Set<Score> all = new LinkedHashSet<>(Diagnoser.scores(classes));
        norm.ifPresent(all::add);
        return List.copyOf(all);
    }

    private static Insight insight(String model, Diagnosis diagnosis, ScoredRows scored, Optional<LogitNorm> norm) {
        MaxLogitSample sample = MaxLogitSample.of(scored);
        return new Insight(
                model,
                diagnosis,
                MaxLogitProfile.of(sample, LEAST_ROWS),
                norm.map(score ->
                        new Normalised(score, MaxLogitProfile.of(sample, scored.confidence(score), LEAST_ROWS))));
    }

    /** The one that was evaluated, or the usual one where there were several or none. */
    private static Optional<LogitNorm> norm(int classes, List<Score> scores) {
        List<LogitNorm> asked = scores.stream()
                .filter(LogitNorm.class::isInstance)
                .map(LogitNorm.class::cast)
                .toList();
        LogitNorm norm = asked.size() == 1 ? asked.get(0) : LogitNorm.of(USUAL_ORDER);
        return norm.refusal(classes).isPresent() ? Optional.empty() : Optional.of(norm);
    }
}
