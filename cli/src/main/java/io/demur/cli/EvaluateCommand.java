package io.demur.cli;

import io.demur.cli.ModelArgument.Parsed;
import io.demur.cli.PromiseOptions.Promise;
import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.EvaluationPlan.Mode;
import io.demur.evaluation.Evaluator;
import io.demur.evaluation.FitPlan;
import io.demur.evaluation.FittedScore;
import io.demur.evaluation.ScoreFit;
import io.demur.io.json.EvaluatedModel;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.logits.Logits;
import io.demur.metric.Loss;
import io.demur.score.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how well every score ranks a model's mistakes. */
@Command(
        name = "evaluate",
        description = {
            "Measure how well confidence ranks mistakes: every score by every metric, with intervals.",
            "",
            "Several models are compared side by side when several LOGITS stand before the LABELS. With"
                    + " --input scores the FILES are confidences, and whether each answer was correct."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Examples:",
            "  demur evaluate test_logits.npy test_labels.npy --json results.json",
            "  demur evaluate CE=ce.npy LS=ls.npy labels.npy --scores 'msp;logit-norm:p=5'",
            "  demur evaluate test_logits.npy test_labels.npy --html report.html --figures figures",
            "  demur evaluate test_logits.npy test_labels.npy --html report.html --selector selector.json",
            "  demur evaluate predictions.csv --label truth --input probabilities",
            "  demur evaluate predictions.parquet --label truth --columns logits",
            "  demur evaluate --sql \"SELECT logits, truth FROM 'x.parquet' WHERE site = 'oslo'\" --label truth",
            "  demur evaluate confidences.csv correct.csv --input scores"
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final Set<String> NEED_LOGITS =
            Set.of("--costs", "--score", "--scores", "--classwise", "--fit", "--mode", "--classes", "--skip-bad-rows");

    @Spec
    private CommandSpec spec;

    /** Characters of a number in a text with its comma: most have more. */
    private static final long SHORT_NUMBER = 4;

    /** What exact mode keeps of a row: a column and a curve of three numbers for every score. */
    private static final long BYTES_PER_SCORE = 4L * Double.BYTES;
    /** The working arrays of one thread: keys, order, samples, influences. */
    private static final long BYTES_PER_THREAD = 80;
    /** Prediction, label, loss, content and proper scores. */
    private static final long BYTES_PER_ROW = 64;

    /** What a diagnosis keeps beside. */
    private static final long BYTES_PER_CAUSE = 120;

    private final Console console;
    private Optional<ReportOutput> page = Optional.empty();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILES",
            description = "[NAME=]LOGITS... LABELS; the labels may be a column of the logits' table (--label).")
    private List<String> files = List.of();

    @Mixin
    private ScoreOptions scoreOptions;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "exact keeps every row's scores in memory; bounded counts in fixed memory and gives bounds;"
                    + " exact-on-disk sorts in temporary files, without intervals; auto (default) is exact where"
                    + " that fits, else bounded.")
    private String mode = "auto";

    @Option(
            names = "--risk",
            paramLabel = "LIST",
            split = ",",
            description = "Report the coverage at these risks (default: 0.01,0.05).")
    private List<Double> risks = List.of(0.01, 0.05);

    @Option(
            names = "--coverage",
            paramLabel = "LIST",
            split = ",",
            description = "Report the risk at these coverages (default: 0.8).")
    private List<Double> coverages = List.of(0.8);

    @Mixin
    private CostOptions costs;

    @Option(
            names = "--fit",
            arity = "1..2",
            paramLabel = "FILE",
            description = "LOGITS [LABELS] of held-out rows: choose a score there and report it here.")
    private List<String> fit = List.of();

    @Option(names = "--classwise", description = "Add the classwise calibration errors, by a second pass.")
    private boolean classwise;

    @Option(names = "--curves", description = "Add the risk-coverage curves to the JSON.")
    private boolean curves;

    @Mixin
    private ReadingOptions reading;

    @Mixin
    private IntervalOptions intervals;

    @Mixin
    private RunOptions run;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ReportOptions report;

    @Mixin
    private PromiseOptions selectors;

    @Mixin
    private TalkOptions talk;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        talk.apply(console);
        check();
        page = report.open(console);
        List<EvaluatedModel> models = new ArrayList<>();
        if (reading.kind() == InputKind.SCORES) {
            selectors.refuse("--input scores");
            refuseWhatNeedsLogits();
            models.add(PairsEvaluation.of(reading.sources(files), scores -> plan(scores, Mode.EXACT, Loss.error())));
        } else {
            Parsed parsed = ModelArgument.parse(reading.sources(files), reading);
            selectors.check(report, parsed.models());
            parsed.models().forEach(model -> models.add(evaluate(model, parsed.labels())));
        }
        if (models.stream().anyMatch(model -> model.evaluation().plan().mode().streams())) {
            EvaluationWarnings.streamed(asked() == Asked.AUTO, intervals.resamples() > 0, console);
        }
        models.forEach(model -> EvaluationWarnings.tell(model, console));
        write(models);
        return ExitCode.DONE;
    }

    private void refuseWhatNeedsLogits() {
        spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(NEED_LOGITS::contains)
                .findFirst()
                .ifPresent(option -> {
                    throw new InputException(
                            option, "needs logits and classes, which --input scores has not", "leave it out");
                });
    }

    private void check() {
        if ((asked() == Asked.BOUNDED || asked() == Asked.EXACT_ON_DISK) && intervals.resamples() > 0) {
            throw new InputException(
                    "--bootstrap",
                    "needs the rows, which --mode " + mode + " does not keep",
                    "leave --bootstrap out, or use --mode exact");
        }
        risks.forEach(risk -> requireShare("--risk", risk, 0 <= risk && risk <= 1, "[0,1]"));
        coverages.forEach(coverage -> requireShare("--coverage", coverage, 0 < coverage && coverage <= 1, "(0,1]"));
        intervals.check();
        output.check();
        report.check();
    }

    private static void requireShare(String option, double value, boolean inside, String range) {
        if (!inside) {
            throw new InputException(option, value + " is not in " + range, "0.05 stands for 5 %");
        }
    }

    private EvaluatedModel evaluate(ModelArgument model, Optional<String> labels) {
        try (LabelledData data = LabelledData.open(model.logits(), labels, reading, console)) {
            int classes = data.logits().classes();
            Loss loss = costs.loss(classes);
            Optional<FittedScore> fitted = fit.isEmpty() ? Optional.empty() : Optional.of(fitted(loss));
            fitted.ifPresent(score -> score.requireClasses(model.logits(), classes));
            List<Promise> promises = selectors.of(model, data.logits(), loss);
            List<Score> scores = scores(classes, fitted, promises);
            EvaluationPlan plan = plan(scores, mode(model.logits(), data, scores.size()), loss);
            Evaluation evaluation = page.map(target -> target.evaluate(model, data, plan))
                    .orElseGet(() -> Evaluator.evaluate(data.logits(), data.labels(), plan));
            EvaluatedModel result = EvaluatedModel.of(model.name(), evaluation, reading.classNames(classes));
            PromiseOptions.tell(promises, evaluation, console);
            page.ifPresent(
                    target -> promises.forEach(promise -> target.certified(promise.rule(model.name(), evaluation))));
            if (classwise) {
                result = result.with(ClasswisePass.of(data, evaluation));
            }
            return fitted.map(result::with).orElse(result);
        }
    }

    /** Those asked for, then what was fitted or certified beforehand. */
    private List<Score> scores(int classes, Optional<FittedScore> fitted, List<Promise> promises) {
        Set<Score> all = new LinkedHashSet<>(scoreOptions.scores(classes));
        fitted.map(FittedScore::score).ifPresent(all::add);
        promises.forEach(promise -> all.add(promise.score()));
        return List.copyOf(all);
    }

    private FittedScore fitted(Loss loss) {
        try (LabelledData held =
                LabelledData.open(fit.get(0), fit.stream().skip(1).findFirst(), reading, console)) {
            FitPlan plan = FitPlan.usual().with(loss).with(reading.badRows()).withThreads(run.threads());
            return ScoreFit.tune(held.logits(), held.labels(), plan);
        }
    }

    private EvaluationPlan plan(List<Score> scores, Mode kept, Loss loss) {
        return new EvaluationPlan(
                scores,
                kept,
                risks,
                coverages,
                intervals.confidence(),
                intervals.resamples(),
                run.seed(),
                loss,
                reading.badRows(),
                run.threads());
    }

    /** What {@code --mode} may say. */
    private enum Asked {
        AUTO,
        EXACT,
        BOUNDED,
        EXACT_ON_DISK
    }

    private Asked asked() {
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "auto" -> Asked.AUTO;
            case "exact" -> Asked.EXACT;
            case "bounded" -> Asked.BOUNDED;
            case "exact-on-disk" -> Asked.EXACT_ON_DISK;
            default ->
                throw new InputException("--mode", "'" + mode + "' is not auto, exact, bounded or exact-on-disk");
        };
    }

    private Mode mode(String file, LabelledData data, int scores) {
        return switch (asked()) {
            case EXACT -> Mode.EXACT;
            case BOUNDED -> Mode.BOUNDED;
            case EXACT_ON_DISK -> Mode.EXACT_ON_DISK;
            case AUTO -> fits(rows(file, data.logits()), scores) ? Mode.EXACT : Mode.BOUNDED;
        };
    }

    /** Their number, or for a text about as many as it may have: it does not say, and a pipe says nothing at all. */
    private static long rows(String file, Logits logits) {
        return logits.rows().orElseGet(() -> {
            try {
                Path path = Path.of(file);
                return Files.isRegularFile(path) ? Files.size(path) / (SHORT_NUMBER * logits.classes()) : 0;
            } catch (InvalidPathException | IOException e) {
                return 0L;
            }
        });
    }

    /**
     * Serial collection leaves a third of the heap to young objects, which the columns and curves are not. Asked of as many
     * threads as there may be: how many are used must not decide what is computed.
     */
    private boolean fits(long rows, int scores) {
        long perRow = scores * BYTES_PER_SCORE + ThreadOptions.most() * BYTES_PER_THREAD + BYTES_PER_ROW;
        if (page.isPresent()) {
            perRow += BYTES_PER_CAUSE;
        }
        return rows < Integer.MAX_VALUE && rows * perRow <= Runtime.getRuntime().maxMemory() / 3 * 2;
    }

    private void write(List<EvaluatedModel> models) {
        output.json().ifPresent(target -> JsonOutput.evaluation(target, models, curves, console));
        page.ifPresent(target -> target.write(models, List.of()));
        output.csv().ifPresent(target -> OutputTarget.write(target, EvaluationCsv.text(models), console));
        if (!output.takesStandardOutput() && !report.takesStandardOutput()) {
            console.print(EvaluationTable.text(models));
            if (console.showsPlots()) {
                console.print("\n" + CurvePlot.of(models));
            }
        }
    }
}
