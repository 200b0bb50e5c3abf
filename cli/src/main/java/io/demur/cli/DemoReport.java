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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The demo's story as a report: all scores of both models, and why the smoothed one is broken. */
final class DemoReport {
    static final String PLAIN = "cross-entropy";
    static final String SMOOTHED = "label smoothing .2";

    /** Lines of a page within which its title stands. */
    private static final int MOST_HEAD = 20;

    private static final String TITLE = "Banking77: two models of one network";

    private final DemoData data;
    private final FittedScore fitted;
    private final List<EvaluatedModel> models = new ArrayList<>();
    private final List<Insight> insights = new ArrayList<>();

    DemoReport(DemoData data, FittedScore fitted) {
        this.data = data;
        this.fitted = fitted;
    }

    /** Whether a page that nobody has asked for can go there and hides nothing of the user's; if not, says so. */
    static boolean mayBeWritten(String file, Console console) {
        Path page = OutputTarget.path(file);
        Path folder = page.toAbsolutePath().getParent();
        if (folder == null || !Files.isWritable(folder)) {
            console.warn("no-report", "this folder cannot be written to; name a file elsewhere with --html FILE");
            return false;
        }
        if (Files.exists(page) && !isOfADemo(page)) {
            console.warn("no-report", file + " is not of a demo and was left alone; name another with --html FILE");
            return false;
        }
        return true;
    }

    private static boolean isOfADemo(Path page) {
        try (Stream<String> lines = Files.lines(page)) {
            return lines.limit(MOST_HEAD).anyMatch(line -> line.contains("<title>" + TITLE + "</title>"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    void write(ReportOutput output, Certification certification, List<Comparison> comparisons) {
        add(PLAIN, "alpha00");
        add(SMOOTHED, "alpha20");
        models.set(1, models.get(1).with(fitted));
        List<Rule> rules = certification instanceof Certified certified
                ? List.of(new Rule(SMOOTHED, fitted.score(), certified))
                : List.of();
        output.write(new Report(TITLE, output.origin(), models, comparisons, rules, insights, Optional.empty()));
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
