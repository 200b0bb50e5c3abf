package io.demur.cli;

import io.demur.evaluation.Diagnoser;
import io.demur.evaluation.DiagnosisPlan;
import io.demur.evaluation.EvaluationPlan;
import io.demur.io.Inputs;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import io.demur.logits.InputException;
import io.demur.logits.Logits;
import io.demur.metric.ReasonCode;
import io.demur.report.Insights.Explained;
import io.demur.smoothing.Diagnosis;
import io.demur.smoothing.DiagnosisEvidence.RowEvidence;
import io.demur.smoothing.DiagnosisThresholds;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says in words whether a model's confidence is broken, whether label smoothing did it, and whether it can be repaired. */
@Command(
        name = "diagnose",
        description = {
            "Say whether confidence ranks mistakes as it should, whether label smoothing is why not, and what repair"
                    + " gains.",
            "",
            "Without LABELS only what the logits themselves show. The coverage gained gets a bootstrap interval from"
                    + " 1,000 resamples, or from as many as --bootstrap says."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Examples:",
            "  demur diagnose val_logits.npy val_labels.npy",
            "  demur diagnose predictions.csv --label truth --json diagnosis.json",
            "  demur diagnose val_logits.npy val_labels.npy --html report.html",
            "  demur diagnose val_logits.npy"
        })
final class DiagnoseCommand implements Callable<Integer> {
    private static final int USUAL_RESAMPLES = DiagnosisPlan.usual().resamples();

    private final Console console;

    @Parameters(
            arity = "0..2",
            paramLabel = "FILES",
            description = "LOGITS [LABELS]; the labels may be a column of the logits' table (--label).")
    private List<String> files = List.of();

    @Option(
            names = "--risk",
            paramLabel = "R",
            description = "Compare the coverage at this risk before and after the repair (default: 0.01).")
    private double risk = 0.01;

    @Mixin
    private ReadingOptions reading;

    @Mixin
    private IntervalOptions intervals;

    @Mixin
    private RunOptions run;

    @Mixin
    private JsonOptions json;

    @Mixin
    private ReportOptions report;

    @Mixin
    private TalkOptions talk;

    DiagnoseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        talk.apply(console);
        DiagnosisPlan plan = plan();
        json.check();
        report.check();
        List<String> sources = reading.sources(files);
        String source = ModelArgument.parse(sources.get(0)).logits();
        Optional<String> labels = sources.stream().skip(1).findFirst();
        boolean labelled = labels.isPresent() || reading.label().isPresent();
        if (!labelled && report.isAsked()) {
            throw new InputException("--html", "a report needs labels", "name a file of them after the logits");
        }
        Diagnosis diagnosis = labelled ? diagnose(source, labels, plan) : withoutLabels(source, plan);
        warn(diagnosis.evidence().rows());
        json.json().ifPresent(target -> JsonOutput.diagnosis(target, source, diagnosis, console));
        if (!json.takesStandardOutput() && !report.takesStandardOutput()) {
            console.print(DiagnosisText.of(diagnosis));
        }
        return ExitCode.DONE;
    }

    private DiagnosisPlan plan() {
        if (!(risk >= 0 && risk <= 1)) {
            throw new InputException("--risk", risk + " is not in [0,1]", "0.05 stands for 5 %");
        }
        DiagnosisThresholds thresholds = DiagnosisThresholds.usual().withConfidence(intervals.confidence());
        int resamples = intervals.resamples() == 0 ? USUAL_RESAMPLES : intervals.resamples();
        return new DiagnosisPlan(thresholds, risk, resamples, run.seed(), reading.badRows(), run.threads());
    }

    private Diagnosis diagnose(String source, Optional<String> labels, DiagnosisPlan plan) {
        try (LabelledData data = LabelledData.open(source, labels, reading, console)) {
            data.warnOfPixels("intervals take each for a draw of its own and are too narrow", console);
            return report.open(console)
                    .map(page -> page(page, data, plan))
                    .orElseGet(() -> Diagnoser.diagnose(data.logits(), data.labels(), plan));
        }
    }

    /** The page of evaluate, with the diagnosis on its top. */
    private Diagnosis page(ReportOutput page, LabelledData data, DiagnosisPlan plan) {
        ModelArgument model = ModelArgument.parse(reading.sources(files).get(0));
        EvaluationPlan measured = EvaluationPlan.of(
                        EvaluationPlan.usualScores(data.logits().classes()))
                .at(List.of(plan.risk(), 0.05), List.of(0.8))
                .with(plan.badRows())
                .withThreads(plan.threads());
        Explained explained = page.explain(model, data, plan, measured);
        page.write(List.of(EvaluatedModel.of(model.name(), explained.evaluation(), List.of())), List.of());
        return explained.insight().diagnosis();
    }

    private Diagnosis withoutLabels(String source, DiagnosisPlan plan) {
        try (Logits logits = ProgressLogits.of(Inputs.logits(source, reading.alone(console)), console)) {
            return Diagnoser.withoutLabels(logits, plan);
        }
    }

    private void warn(RowEvidence rows) {
        if (rows.skipped() > 0) {
            console.warn("skipped-rows", Numbers.count(rows.skipped()) + " rows are not finite and were left out");
        }
        if (rows.repeated() > 0) {
            console.warn(
                    ReasonCode.DUPLICATE_ROWS,
                    Numbers.count(rows.repeated()) + " of " + Numbers.count(rows.count())
                            + " rows repeat another; intervals take them for new evidence");
        }
    }
}
