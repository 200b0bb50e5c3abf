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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a report adds to an evaluation: the cause, by two more readings of the rows. */
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
        return of(model, Diagnoser.diagnose(logits, labels, diagnosis), rows(logits, labels, plan), norm(logits, plan));
    }

    private static Insight of(
            String model, io.demur.smoothing.Diagnosis diagnosis, ScoredRows rows, Optional<LogitNorm> norm) {
        MaxLogitSample sample = MaxLogitSample.of(rows);
        return new Insight(
                model,
                diagnosis,
                MaxLogitProfile.of(sample, LEAST_ROWS),
                norm.map(score ->
                        new Normalised(score, MaxLogitProfile.of(sample, rows.confidence(score), LEAST_ROWS))));
    }

    private static ScoredRows rows(Logits logits, Labels labels, EvaluationPlan plan) {
        List<Score> scores = new ArrayList<>(MaxLogitSample.scores());
        norm(logits, plan).ifPresent(scores::add);
        return ScoredRows.of(logits, labels, new ScoringPlan(scores, plan.badRows(), false, plan.threads()));
    }

    /** The one that was evaluated, or the usual one where there were several or none. */
    private static Optional<LogitNorm> norm(Logits logits, EvaluationPlan plan) {
        List<LogitNorm> asked = plan.scores().stream()
                .filter(LogitNorm.class::isInstance)
                .map(LogitNorm.class::cast)
                .toList();
        LogitNorm norm = asked.size() == 1 ? asked.get(0) : LogitNorm.of(USUAL_ORDER);
        return norm.refusal(logits.classes()).isPresent() ? Optional.empty() : Optional.of(norm);
    }
}
