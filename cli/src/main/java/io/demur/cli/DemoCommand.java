package io.demur.cli;

import io.demur.evaluation.Comparison;
import io.demur.evaluation.Comparison.Side;
import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.evaluation.FitPlan;
import io.demur.evaluation.FittedScore.Verdict;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.evaluation.ScoreFit;
import io.demur.guarantee.Certification;
import io.demur.guarantee.Certified;
import io.demur.guarantee.Confidence;
import io.demur.guarantee.FixedSequence;
import io.demur.guarantee.MaxRisk;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.metric.CurveMetric;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.Value;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import io.demur.score.ScoredRows;
import io.demur.score.ScoringPlan;
import io.demur.smoothing.ImbalanceIndex;
import io.demur.smoothing.MaxLogitSample;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole story on real logits: the harm of label smoothing, its repair, and a certified threshold. */
@Command(
        name = "demo",
        description = {
            "Show the whole story on real logits that come with the program: harm, repair, certificate.",
            "",
            "Writes a report to report.html in the current folder, if there is no such file or an earlier demo wrote it;"
                    + " not with --html, --figures or --export, which say what to write."
        },
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        footer = {"", "Examples:", "  demur demo", "  demur demo --html story.html", "  demur demo --export demo-data"})
final class DemoCommand implements Callable<Integer> {
    private static final MaxRisk MAX_RISK = MaxRisk.of(0.03);
    private static final Confidence CONFIDENCE = Confidence.of(0.95);
    private static final double TARGET = 0.01;
    private static final double SHARE = 0.5;
    private static final long SEED = 1;
    /** Where the page goes if nothing else is asked for. */
    private static final String PAGE = "report.html";

    private final Console console;

    @Option(
            names = "--export",
            paramLabel = "FOLDER",
            description = "Write the demo's logits and labels there as files for the other commands, and end.")
    private @Nullable String export;

    @Mixin
    private ReportOptions report;

    @Mixin
    private TalkOptions talk;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        talk.apply(console);
        if (export == null && !report.isAsked() && DemoReport.mayBeWritten(PAGE, console)) {
            report.useHtml(PAGE);
        }
        report.check();
        if (export != null) {
            int files = DemoExport.to(OutputTarget.path(export));
            console.say("wrote " + files + " files to " + export);
            return ExitCode.DONE;
        }
        try (DemoData data = DemoData.open()) {
            ScoreFit.Halves halves = halves(data);
            Score chosen = halves.fitted().score();
            Certification rule =
                    halves.fitted().certify(FixedSequence.DEFAULT, halves.certification(), MAX_RISK, CONFIDENCE);
            Evaluation plain = evaluate(data, "alpha00", List.of(PlainScore.MSP));
            Evaluation smoothed = evaluate(data, "alpha20", List.of(PlainScore.MSP, chosen));
            Paired paired = tests(data, chosen);
            report.open(console)
                    .ifPresent(page -> new DemoReport(data, halves.fitted()).write(page, rule, paired.all()));
            if (!report.takesStandardOutput()) {
                console.print(story(plain, smoothed, halves, rule, paired.text() + why(data)));
                console.print(next());
                if (console.showsPlots()) {
                    console.print("\n"
                            + CurvePlot.of(
                                    List.of(model(DemoReport.PLAIN, plain), model(DemoReport.SMOOTHED, smoothed))));
                }
            }
        }
        return ExitCode.DONE;
    }

    private static EvaluatedModel model(String name, Evaluation evaluation) {
        return EvaluatedModel.of(name, evaluation, List.of());
    }

    private static ScoreFit.Halves halves(DemoData data) {
        try (Logits held = data.logits("alpha20", "val")) {
            return ScoreFit.tuneAndHold(held, data.labels("val"), FitPlan.usual(), SHARE, SEED);
        }
    }

    private static Evaluation evaluate(DemoData data, String model, List<Score> scores) {
        try (Logits logits = data.logits(model, "test")) {
            EvaluationPlan plan = EvaluationPlan.of(scores.stream().distinct().toList());
            return Evaluator.evaluate(logits, data.labels("test"), plan.at(List.of(TARGET), List.of()));
        }
    }

    /** Whether harm and repair are more than chance, on the test rows. */
    private static Paired tests(DemoData data, Score chosen) {
        try (Logits plain = data.logits("alpha00", "test");
                Logits smoothed = data.logits("alpha20", "test")) {
            Side harmed = new Side(smoothed, PlainScore.MSP);
            Labels labels = data.labels("test");
            Comparison harm = Comparison.of(new Side(plain, PlainScore.MSP), harmed, labels, FitPlan.usual());
            Comparison repair = Comparison.of(harmed, new Side(smoothed, chosen), labels, FitPlan.usual());
            return new Paired(harm, repair);
        }
    }

    /** The trace that label smoothing leaves, on the test rows. */
    private static String why(DemoData data) {
        ImbalanceIndex smoothed = index(data, "alpha20");
        String interval = smoothed.interval(CONFIDENCE.value())
                .map(ends -> ", " + Numbers.plainPercent(CONFIDENCE.value()) + " CI " + Numbers.fixed(ends.lower(), 2)
                        + " to " + Numbers.fixed(ends.upper(), 2))
                .orElse("");
        return "Why           at equal confidence the max logit of errors is higher than that of right answers"
                + "\n              (index d = " + Numbers.fixed(smoothed.value().get(), 2) + interval
                + "; cross-entropy "
                + Numbers.fixed(index(data, "alpha00").value().get(), 2) + ")\n";
    }

    private static ImbalanceIndex index(DemoData data, String model) {
        try (Logits logits = data.logits(model, "test")) {
            ScoringPlan plan = ScoringPlan.of(MaxLogitSample.scores());
            return ImbalanceIndex.of(MaxLogitSample.of(ScoredRows.of(logits, data.labels("test"), plan)));
        }
    }

    /** The two comparisons of the story. */
    private record Paired(Comparison harm, Comparison repair) {
        String text() {
            return "Paired tests  harm    " + change(harm) + "\n              repair  " + change(repair) + "\n";
        }

        /** With the names of the story instead of files. */
        List<Comparison> all() {
            return List.of(
                    named(harm, DemoReport.PLAIN + " msp", DemoReport.SMOOTHED + " msp"),
                    named(repair, DemoReport.SMOOTHED + " msp", DemoReport.SMOOTHED + " repaired"));
        }

        private static Comparison named(Comparison comparison, String first, String second) {
            return new Comparison(first, second, comparison.samples(), comparison.differences());
        }
    }

    private static String change(Comparison comparison) {
        return comparison.differences().stream()
                .filter(d -> d.metric() != CurveMetric.AUGRC)
                .map(d -> (d.metric() == CurveMetric.AURC ? "AURC[mean] " : "AUROC_f ") + Numbers.signed(d.difference())
                        + " (p " + Numbers.pValue(d.pValue()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String story(
            Evaluation plain, Evaluation smoothed, ScoreFit.Halves halves, Certification certification, String tests) {
        Score chosen = halves.fitted().score();
        ScoreEvaluation before = plain.score(PlainScore.MSP);
        ScoreEvaluation harmed = smoothed.score(PlainScore.MSP);
        ScoreEvaluation after = smoothed.score(chosen);
        StringBuilder text = new StringBuilder();
        text.append(DemoData.CLASSES).append(" intents of bank customers, two models of the same network, ");
        text.append(Numbers.count(plain.samples())).append(" test sentences\n\n");
        TextTable table = new TextTable(List.of("model", "score", "error", "AURC[mean]", "answers at 1 %", ""));
        row(table, DemoReport.PLAIN, plain, before, "");
        row(table, DemoReport.SMOOTHED, smoothed, harmed, harm(plain, smoothed, before, harmed));
        if (halves.fitted().verdict() == Verdict.GAIN_PROVEN) {
            row(table, DemoReport.SMOOTHED, smoothed, after, "repaired, same predictions");
        }
        text.append(table)
                .append(
                        "\n" + tests
                                + "\nAnswers at 1 %: the share answered at a risk of 1 %, empirical. A promise about new sentences:\n\n");
        text.append(rule(chosen, halves, certification, after));
        return text.toString();
    }

    private String next() {
        String page = report.html().map(file -> file + " in a browser\n      ").orElse("");
        return "\nNext  " + page + "demur evaluate your_logits.npy your_labels.npy\n"
                + "      demur fit your_logits.npy your_labels.npy --max-risk 0.02 -o selector.json\n";
    }

    private static void row(TextTable table, String model, Evaluation evaluation, ScoreEvaluation score, String note) {
        Value coverage = score.coveragesAtRisk().get(0).coverage().value();
        table.row(List.of(
                model,
                EvaluationTable.shortName(score.score().toString()),
                Numbers.percent(evaluation.error().value().get(), 2),
                Numbers.metric(score.metric(CurveMetric.AURC).value()),
                Numbers.percent(coverage.number().orElse(0), 1),
                note));
    }

    private static String harm(Evaluation plain, Evaluation smoothed, ScoreEvaluation before, ScoreEvaluation harmed) {
        boolean moreAccurate =
                smoothed.error().value().get() < plain.error().value().get();
        boolean worseRanking = harmed.metric(CurveMetric.AURC).value().get()
                > before.metric(CurveMetric.AURC).value().get();
        return (moreAccurate ? "more accurate" : "less accurate") + (worseRanking ? ", ranks worse" : ", ranks better");
    }

    private static String rule(
            Score chosen, ScoreFit.Halves halves, Certification certification, ScoreEvaluation test) {
        if (!(certification instanceof Certified certified)) {
            return Paragraph.wrap("Rule  " + certification.text()) + "\n";
        }
        String name = EvaluationTable.shortName(chosen.toString());
        Accepted accepted = Accepted.at(certified.threshold(), test.outline());
        return "Rule  accept if " + name + " >= " + Numbers.fixed(certified.threshold(), 4) + ": at most "
                + Numbers.plainPercent(MAX_RISK.value()) + " of the accepted are wrong,\n      with "
                + Numbers.plainPercent(CONFIDENCE.value()) + " confidence (chosen on "
                + Numbers.count(halves.fitted().tuning().size())
                + " held-out sentences, certified on "
                + Numbers.count(halves.certification().size()) + " others)\n"
                + "Test  it answers " + Numbers.percent(accepted.coverage(), 1) + " of the test sentences, "
                + Numbers.percent(accepted.risk(), 2) + " of them wrong\n";
    }

    /** What a threshold does on a curve. */
    private record Accepted(double coverage, double risk) {
        static Accepted at(double threshold, RiskCoverageCurve curve) {
            int point = -1;
            while (point + 1 < curve.points() && curve.confidence(point + 1) >= threshold) {
                point++;
            }
            return point < 0 ? new Accepted(0, 0) : new Accepted(curve.coverage(point), curve.risk(point));
        }
    }
}
