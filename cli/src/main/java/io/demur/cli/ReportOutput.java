package io.demur.cli;

import io.demur.evaluation.Comparison;
import io.demur.evaluation.DiagnosisPlan;
import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.io.json.EvaluatedModel;
import io.demur.report.FigureFiles;
import io.demur.report.HtmlReport;
import io.demur.report.Insights;
import io.demur.report.Insights.Explained;
import io.demur.report.Report;
import io.demur.report.Report.Insight;
import io.demur.report.Report.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everything that needs the report's room, so that it is loaded only when asked for. */
final class ReportOutput {
    private final ReportOptions options;
    private final Console console;
    private final List<Insight> insights = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    ReportOutput(ReportOptions options, Console console) {
        this.options = options;
        this.console = console;
    }

    /** Evaluates, and in the same reading looks for the cause of what that shows, as far as mode and loss allow. */
    Evaluation evaluate(ModelArgument model, LabelledData data, EvaluationPlan plan) {
        return plan.mode() == EvaluationPlan.Mode.EXACT && plan.loss().isError()
                ? Evaluator.noting(
                        data.logits(),
                        explain(model, data, Insights.diagnosis(plan), plan).evaluation())
                : Evaluator.evaluate(data.logits(), data.labels(), plan);
    }

    /** Evaluates exactly and explains, with a diagnosis that follows a plan of its own. */
    Explained explain(ModelArgument model, LabelledData data, DiagnosisPlan diagnosis, EvaluationPlan plan) {
        Explained explained =
                Insights.evaluate(model.name(), new Insights.Rows(data.logits(), data.labels()), diagnosis, plan);
        insights.add(explained.insight());
        return explained;
    }

    /** Adds a threshold that was certified beforehand. */
    void certified(Rule rule) {
        rules.add(rule);
    }

    /** Writes a report of models, of comparisons between them, and of what was explained before. */
    void write(List<EvaluatedModel> models, List<Comparison> comparisons) {
        String names = models.stream().map(EvaluatedModel::name).distinct().collect(Collectors.joining(", "));
        write(new Report("When to trust " + names, origin(), models, comparisons, rules, insights, Optional.empty()));
    }

    /** Writes what was asked for. */
    void write(Report report) {
        options.html().ifPresent(target -> {
            OutputTarget.write(target, HtmlReport.text(report), console);
            if (!OutputTarget.isStandardOutput(target)) {
                console.say("wrote " + target);
            }
        });
        options.figures().ifPresent(folder -> {
            Path place = OutputTarget.path(folder);
            console.say("wrote " + FigureFiles.write(place, report).size() + " files to " + folder
                    + ", each figure as SVG and PNG");
        });
    }

    Report.Origin origin() {
        return new Report.Origin(Demur.Version.text(), ShellWords.join("demur", console.command()));
    }
}
