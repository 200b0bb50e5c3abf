package io.demur.cli;

import io.demur.cli.ModelArgument.Parsed;
import io.demur.evaluation.Comparison;
import io.demur.evaluation.Comparison.Side;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.FitPlan;
import io.demur.evaluation.PairedDifference;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import io.demur.logits.InputException;
import io.demur.logits.Logits;
import io.demur.metric.CurveMetric;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether two scores, or two models, differ by more than chance. */
@Command(
        name = "compare",
        description = {
            "Compare two models, or two scores of one model, on the same rows: differences with intervals and p-values."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Examples:",
            "  demur compare ce.npy ls.npy labels.npy",
            "  demur compare ls.npy labels.npy --score msp --score logit-norm:p=5"
        })
final class CompareCommand implements Callable<Integer> {
    private final Console console;
    private final List<EvaluatedModel> models = new ArrayList<>();
    private Optional<ReportOutput> page = Optional.empty();

    @Parameters(arity = "0..3", paramLabel = "FILES", description = "A B LABELS, or LOGITS LABELS with two --score.")
    private List<String> files = List.of();

    @Option(
            names = "--score",
            paramLabel = "SCORE",
            description = "The score of both models (default: msp), or twice for the two scores to compare.")
    private List<String> scores = List.of();

    @Mixin
    private CostOptions costs;

    @Option(names = "--confidence", paramLabel = "C", description = "Confidence of the intervals (default: 0.95).")
    private double confidence = 0.95;

    @Mixin
    private JsonOptions json;

    @Mixin
    private ReadingOptions reading;

    @Mixin
    private ThreadOptions run;

    @Mixin
    private ReportOptions report;

    @Mixin
    private TalkOptions talk;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        talk.apply(console);
        json.check();
        report.check();
        page = report.open(console);
        Parsed parsed = ModelArgument.parse(reading.sources(files), reading);
        List<Score> asked = scores.stream().map(Score::parse).toList();
        if (parsed.models().size() + Math.max(1, asked.size()) != 3) {
            throw new InputException(
                    "compare",
                    parsed.models().size() + " models and " + asked.size() + " scores are no pair",
                    "give A B LABELS, or LOGITS LABELS with two different --score");
        }
        Comparison comparison = compare(parsed, asked);
        json.json().ifPresent(target -> JsonOutput.comparison(target, comparison, confidence, console));
        page.ifPresent(target -> target.write(models, List.of(comparison)));
        if (!report.takesStandardOutput() && !json.takesStandardOutput()) {
            console.print(ComparisonTable.text(comparison, confidence));
        }
        return ExitCode.DONE;
    }

    private Comparison compare(Parsed parsed, List<Score> asked) {
        ModelArgument first = parsed.models().get(0);
        try (LabelledData data = LabelledData.open(first.logits(), parsed.labels(), reading, console)) {
            data.warnOfPixels("intervals and p-values take each for a draw of its own and are too small", console);
            FitPlan plan = plan(data);
            Score score = asked.isEmpty() ? PlainScore.MSP : asked.get(0);
            if (parsed.models().size() == 1) {
                page.ifPresent(target -> evaluate(first, data, List.of(score, asked.get(1)), plan));
                Side a = new Side(data.logits(), score);
                return named(
                        Comparison.of(a, new Side(data.logits(), asked.get(1)), data.labels(), plan),
                        score.toString(),
                        asked.get(1).toString());
            }
            ModelArgument second = parsed.models().get(1);
            try (Logits other = io.demur.io.Inputs.logits(second.logits(), reading.alone(console))) {
                page.ifPresent(target -> {
                    evaluate(first, data, List.of(score), plan);
                    evaluate(second, data.with(other), List.of(score), plan);
                });
                Comparison comparison =
                        Comparison.of(new Side(data.logits(), score), new Side(other, score), data.labels(), plan);
                return named(comparison, first.name() + " " + score, second.name() + " " + score);
            }
        }
    }

    /** The page shows the curves that are compared. */
    private void evaluate(ModelArgument model, LabelledData data, List<Score> compared, FitPlan plan) {
        EvaluationPlan usual = EvaluationPlan.of(compared.stream().distinct().toList());
        EvaluationPlan asked = usual.with(plan.loss())
                .with(plan.badRows())
                .withThreads(plan.threads())
                .withConfidence(plan.confidence());
        page.map(target -> target.evaluate(model, data, asked))
                .ifPresent(found -> models.add(EvaluatedModel.of(model.name(), found, List.of())));
    }

    private FitPlan plan(LabelledData data) {
        FitPlan usual = FitPlan.usual();
        return new FitPlan(
                usual.family(),
                usual.grid(),
                CurveMetric.AURC,
                io.demur.guarantee.Confidence.of(confidence).value(),
                costs.loss(data.logits().classes()),
                reading.badRows(),
                run.threads());
    }

    private static Comparison named(Comparison comparison, String first, String second) {
        return new Comparison(
                EvaluationTable.shortName(first),
                EvaluationTable.shortName(second),
                comparison.samples(),
                comparison.differences());
    }

    /** The comparison as text. */
    private static final class ComparisonTable {
        private ComparisonTable() {}

        static String text(Comparison comparison, double confidence) {
            StringBuilder text = new StringBuilder();
            text.append("A: ").append(comparison.first()).append('\n');
            text.append("B: ").append(comparison.second()).append('\n');
            text.append("n = ").append(Numbers.count(comparison.samples())).append(", paired\n\n");
            TextTable table = new TextTable(
                    List.of("metric", "A", "B", "B - A", Numbers.plainPercent(confidence) + " interval", "p-value"));
            comparison.differences().forEach(d -> table.row(row(d)));
            text.append(table).append('\n');
            comparison.differences().forEach(d -> text.append(sentence(d)).append('\n'));
            if (comparison.differences().size() < 3) {
                text.append("What is missing is not defined on these rows: all right, all wrong, or one row.\n");
            }
            return text.toString();
        }

        private static List<String> row(PairedDifference d) {
            return List.of(
                    title(d.metric()),
                    Numbers.metric(d.first()),
                    Numbers.metric(d.second()),
                    Numbers.signed(d.difference()),
                    Numbers.signed(d.interval().lower()) + " to "
                            + Numbers.signed(d.interval().upper()),
                    Numbers.pValue(d.pValue()));
        }

        private static String title(CurveMetric metric) {
            return metric == CurveMetric.AUROC
                    ? "AUROC_f"
                    : metric.toString().replace("au", "AU").replace("rc", "RC").replace("gRC", "GRC");
        }

        private static String sentence(PairedDifference d) {
            if (!d.excludesZero()) {
                return "By " + title(d.metric()) + " these " + Numbers.count(d.samples())
                        + " rows cannot tell which is better.";
            }
            boolean secondBetter = d.difference() < 0 == (d.metric().direction() == CurveMetric.Direction.LOWER);
            return "By " + title(d.metric()) + " " + (secondBetter ? "B" : "A") + " is better.";
        }
    }
}
