package io.demur.report;

import io.demur.evaluation.Diagnoser;
import io.demur.evaluation.DiagnosisPlan;
import io.demur.evaluation.EvaluationPlan;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.report.Report.Insight;
import io.demur.report.Report.Normalised;
import io.demur.score.LogitNorm;
import io.demur.score.Score;
import io.demur.score.ScoredRows;
import io.demur.score.ScoringPlan;
import io.demur.smoothing.DiagnosisThresholds;
import io.demur.smoothing.MaxLogitProfile;
import io.demur.smoothing.MaxLogitSample;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a report adds to an evaluation: the cause, by one more reading of the rows. */
public final class Insights {
    /** Windows of the profile with fewer rows are gaps. */
    private static final int LEAST_ROWS = 10;

    private static final double USUAL_ORDER = 5;

    private Insights() {}

    /**
     * The insight into a model, with the seed, threads and confidence of its evaluation.
     *
     * @throws io.demur.logits.InputException if the rows cannot be read again
     */
    public static Insight of(String model, Logits logits, Labels labels, EvaluationPlan plan) {
        DiagnosisPlan diagnosis = DiagnosisPlan.usual()
                .with(DiagnosisThresholds.usual().withConfidence(plan.confidence()))
                .with(plan.badRows())
                .withThreads(plan.threads());
        return of(model, new Rows(logits, labels), diagnosis, plan.scores());
    }

    /**
     * What is read.
     *
     * @param logits of the model
     * @param labels of the same rows
     */
    public record Rows(Logits logits, Labels labels) {}

    /**
     * The insight with a diagnosis of another plan.
     *
     * @param scores those of the evaluation beside it
     */
    public static Insight of(String model, Rows rows, DiagnosisPlan plan, List<Score> scores) {
        int classes = rows.logits().classes();
        Optional<LogitNorm> norm = norm(classes, scores);
        Set<Score> all = new LinkedHashSet<>(Diagnoser.scores(classes));
        norm.ifPresent(all::add);
        ScoredRows scored = ScoredRows.of(
                rows.logits(), rows.labels(), new ScoringPlan(List.copyOf(all), plan.badRows(), false, plan.threads()));
        MaxLogitSample sample = MaxLogitSample.of(scored);
        return new Insight(
                model,
                Diagnoser.diagnose(scored, rows.logits().dtype(), plan),
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
