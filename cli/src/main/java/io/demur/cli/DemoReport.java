package io.demur.cli;

import io.demur.evaluation.Comparison;
import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.FittedScore;
import io.demur.guarantee.Certification;
import io.demur.guarantee.Certified;
import io.demur.io.json.EvaluatedModel;
import io.demur.logits.Logits;
import io.demur.report.Insights;
import io.demur.report.Insights.Explained;
import io.demur.report.Report;
import io.demur.report.Report.Insight;
import io.demur.report.Report.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The demo's story as a report: all scores of both models, and why the smoothed one is broken. */
final class DemoReport {
    static final String PLAIN = "cross-entropy";
    static final String SMOOTHED = "label smoothing .2";

    private final DemoData data;
    private final FittedScore fitted;
    private final List<EvaluatedModel> models = new ArrayList<>();
    private final List<Insight> insights = new ArrayList<>();

    DemoReport(DemoData data, FittedScore fitted) {
        this.data = data;
        this.fitted = fitted;
    }

    void write(ReportOutput output, Certification certification, List<Comparison> comparisons) {
        add(PLAIN, "alpha00");
        add(SMOOTHED, "alpha20");
        models.set(1, models.get(1).with(fitted));
        List<Rule> rules = certification instanceof Certified certified
                ? List.of(new Rule(SMOOTHED, fitted.score(), certified))
                : List.of();
        output.write(new Report(
                "Banking77: two models of one network",
                output.origin(),
                models,
                comparisons,
                rules,
                insights,
                Optional.empty()));
    }

    private void add(String name, String model) {
        try (Logits logits = data.logits(model, "test")) {
            EvaluationPlan plan = EvaluationPlan.of(EvaluationPlan.usualScores(DemoData.CLASSES));
            Explained explained = Insights.evaluate(
                    name, new Insights.Rows(logits, data.labels("test")), Insights.diagnosis(plan), plan);
            Evaluation evaluation = explained.evaluation();
            models.add(EvaluatedModel.of(name, evaluation.named(model + ".npz#test"), data.classNames()));
            insights.add(explained.insight());
        }
    }
}
