package io.demur.cli;

import io.demur.evaluation.Diagnoser;
import io.demur.evaluation.DiagnosisPlan;
import io.demur.evaluation.EvaluationPlan;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.report.Report.Insight;
import io.demur.score.ScoredRows;
import io.demur.score.ScoringPlan;
import io.demur.smoothing.DiagnosisThresholds;
import io.demur.smoothing.MaxLogitProfile;
import io.demur.smoothing.MaxLogitSample;

/** What a report adds to an evaluation: the cause, by two more readings of the rows. */
final class Insights {
    /** Windows of the profile with fewer rows are gaps. */
    private static final int LEAST_ROWS = 10;

    private Insights() {}

    /** The insight into a model, with the seed, threads and confidence of its evaluation. */
    static Insight of(String model, Logits logits, Labels labels, EvaluationPlan plan) {
        DiagnosisPlan diagnosis = DiagnosisPlan.usual()
                .with(DiagnosisThresholds.usual().withConfidence(plan.confidence()))
                .with(plan.badRows())
                .withThreads(plan.threads());
        ScoringPlan scoring = new ScoringPlan(MaxLogitSample.scores(), plan.badRows(), false, plan.threads());
        return new Insight(
                model,
                Diagnoser.diagnose(logits, labels, diagnosis),
                MaxLogitProfile.of(MaxLogitSample.of(ScoredRows.of(logits, labels, scoring)), LEAST_ROWS));
    }
}
