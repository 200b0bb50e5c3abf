package io.demur.cli;

import io.demur.evaluation.FitPlan;
import io.demur.evaluation.FittedScore;
import io.demur.evaluation.ScoreFamily;
import io.demur.evaluation.ScoreFit;
import io.demur.evaluation.ScoredSample;
import io.demur.guarantee.Certification;
import io.demur.guarantee.Certified;
import io.demur.guarantee.CoverageCertification;
import io.demur.guarantee.GroupRule;
import io.demur.guarantee.GroupedCertification;
import io.demur.io.Groups;
import io.demur.io.file.InputFile;
import io.demur.io.file.ModelFile;
import io.demur.io.text.Numbers;
import io.demur.logits.InputException;
import io.demur.logits.Logits;
import io.demur.math.Normal;
import io.demur.metric.CurveMetric;
import io.demur.select.DataIdentity;
import io.demur.select.GoldenRows;
import io.demur.select.Grouping;
import io.demur.select.ModelIdentity;
import io.demur.select.Rule;
import io.demur.select.Selector;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Chooses a score, certifies a threshold, and writes both as a selector. */
@Command(
        name = "fit",
        description = {
            "Choose a confidence score on some rows, certify a threshold on others, and write the selector.",
            "",
            "Ends with exit code 3, and writes nothing, where no threshold can be certified."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Examples:",
            "  demur fit val_logits.npy val_labels.npy --max-risk 0.02 -o selector.json",
            "  demur fit tune.npy tune_y.npy --certify cert.npy cert_y.npy --max-risk 0.01 -o selector.json",
            "  demur fit val.npy val_y.npy --min-coverage 0.85 -o selector.json"
        })
final class FitCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..2",
            paramLabel = "FILES",
            description = "[NAME=]LOGITS LABELS: the rows that tune; the labels may be a column of the logits' table.")
    private List<String> files = List.of();

    @Option(
            names = "--certify",
            arity = "1..2",
            paramLabel = "FILE",
            description = "LOGITS [LABELS] of the rows that certify; they must be other rows than those that tune.")
    private List<String> certify = List.of();

    @Option(
            names = "--certify-share",
            paramLabel = "S",
            description = "Without --certify: hold back this share of the rows to certify (default: 0.5).")
    private double certifyShare = 0.5;

    @Mixin
    private CertificateOptions certificate;

    @Option(
            names = "--family",
            paramLabel = "LIST",
            description = "Kinds of score that compete: all, or a list (default: msp,logit-norm).")
    private String family = "msp,logit-norm";

    @Option(
            names = "--grid",
            paramLabel = "GRID",
            description = "Orders p: integer (default) from 1 to 10, or refine, then in quarters.")
    private String grid = "integer";

    @Option(
            names = "--objective",
            paramLabel = "METRIC",
            description = "What a score is chosen by: aurc (default) or augrc.")
    private String objective = "aurc";

    @Mixin
    private GroupOptions groups;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Draw N rows of each source by the seed, for instance of millions of pixels.")
    private @Nullable Integer sample;

    @Option(names = "--costs", paramLabel = "FILE", description = "Costs in [0,1] instead of the plain error.")
    private @Nullable String costs;

    @Option(names = "--name", paramLabel = "NAME", description = "What the selector is called.")
    private @Nullable String name;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model whose logits these are: the selector will be refused for any other.")
    private @Nullable Path modelFile;

    @Option(names = "--period", paramLabel = "TEXT", description = "When the data were collected.")
    private @Nullable String period;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - to standard output.")
    private @Nullable String json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The selector's file; without it nothing is written.")
    private @Nullable String output;

    @Mixin
    private ReadingOptions reading;

    @Mixin
    private RunOptions run;

    @Mixin
    private TalkOptions talk;

    FitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        talk.apply(console);
        certificate.check();
        groups.uncertified();
        if (output != null) {
            OutputTarget.check(output);
        }
        if (modelFile != null) {
            InputFile.check(modelFile);
        }
        if (certificate.minCoverage().isPresent() && groups.grouping() != Grouping.NONE) {
            throw new InputException("--min-coverage", "cannot be combined with groups", "leave one of the two out");
        }
        if (sample != null && groups.grouping() == Grouping.COLUMN) {
            throw new InputException("--sample", "cannot be combined with groups by a column", "leave one out");
        }
        reading.leaveOut(groups.columnsOfLogits());
        List<String> sources = reading.sources(files);
        ModelArgument model = ModelArgument.parse(sources.get(0));
        Optional<String> labels = sources.stream().skip(1).findFirst();
        try (LabelledData all = LabelledData.open(model.logits(), labels, reading, console)) {
            LabelledData tune = drawn(all);
            FitPlan plan = plan(tune.logits());
            if (certify.isEmpty()) {
                ScoreFit.Halves halves =
                        ScoreFit.tuneAndHold(tune.logits(), tune.labels(), plan, certifyShare, run.seed());
                tellCost(halves.fitted(), tune, all);
                return finish(model, tune, halves.fitted(), halves.certification(), tune);
            }
            try (LabelledData rest = openCertification()) {
                LabelledData other = drawn(rest);
                FittedScore fitted = ScoreFit.tune(tune.logits(), tune.labels(), plan);
                tellCost(fitted, tune, all);
                return finish(model, tune, fitted, fitted.score(other.logits(), other.labels()), other);
            }
        }
    }

    private LabelledData drawn(LabelledData all) {
        return sample == null ? all : all.sample(sample, run.seed());
    }

    /** What a sample costs: the standard error of the objective, here and with all rows. */
    private void tellCost(FittedScore fitted, LabelledData sampled, LabelledData all) {
        if (sample == null) {
            return;
        }
        long drawn = sampled.logits().rows().orElseThrow();
        long rows = all.logits().rows().orElseThrow();
        fitted.table().stream()
                .filter(candidate -> candidate.score().equals(fitted.score()))
                .flatMap(candidate -> candidate.objective().interval().stream())
                .findFirst()
                .ifPresent(interval -> {
                    double error = (interval.upper() - interval.lower())
                            / 2
                            / Normal.quantile((1 + fitted.plan().confidence()) / 2);
                    console.say(String.format(
                            Locale.ROOT,
                            "drew %s of %s rows: the standard error of %s is %.2e; with all rows, were they"
                                    + " independent, %.2e",
                            Numbers.count(drawn),
                            Numbers.count(rows),
                            fitted.plan().objective(),
                            error,
                            error * Math.sqrt((double) drawn / rows)));
                });
    }

    private LabelledData openCertification() {
        Optional<String> labels = certify.stream().skip(1).findFirst();
        return LabelledData.open(certify.get(0), labels, reading, console);
    }

    private FitPlan plan(Logits logits) {
        return new FitPlan(
                ScoreFamily.of(family),
                switch (grid.toLowerCase(Locale.ROOT)) {
                    case "integer" -> FitPlan.Grid.INTEGER;
                    case "refine" -> FitPlan.Grid.REFINE;
                    default -> throw new InputException("--grid", "'" + grid + "' is not integer or refine");
                },
                switch (objective.toLowerCase(Locale.ROOT)) {
                    case "aurc" -> CurveMetric.AURC;
                    case "augrc" -> CurveMetric.AUGRC;
                    default -> throw new InputException("--objective", "'" + objective + "' is not aurc or augrc");
                },
                FitPlan.usual().confidence(),
                CostsFile.loss(costs, logits.classes()),
                reading.badRows(),
                run.threads());
    }

    private int finish(
            ModelArgument model, LabelledData tune, FittedScore fitted, ScoredSample sample, LabelledData certifying) {
        fitted.requireFresh(sample);
        int shared = sample.shared(fitted.tuning());
        if (shared > 0) {
            console.warn(
                    "shared-rows",
                    Numbers.count(shared) + " of the " + Numbers.count(sample.size())
                            + " rows that certify also occur among those that tune");
        }
        List<String> names = reading.classNames(sample.classes());
        Optional<FitGroups> grouped = groups(tune, fitted, certifying, sample, names);
        FitOutcome outcome = certify(fitted, sample, grouped);
        if (json != null) {
            JsonOutput.fit(json, outcome, console);
        }
        if (json == null || !OutputTarget.isStandardOutput(json)) {
            console.print(FitText.of(outcome, groups.uncertified()));
        }
        Optional<Selector> selector = selector(model, tune.logits(), outcome).map(s -> s.withClassNames(names));
        if (selector.isEmpty()) {
            return ExitCode.INFEASIBLE;
        }
        if (output != null) {
            JsonOutput.selector(output, withGoldenRows(selector.get(), tune.logits(), grouped), console);
        }
        return ExitCode.DONE;
    }

    private Optional<FitGroups> groups(
            LabelledData tune, FittedScore fitted, LabelledData certifying, ScoredSample sample, List<String> names) {
        return switch (groups.grouping()) {
            case NONE -> Optional.empty();
            case PREDICTED_CLASS -> Optional.of(FitGroups.predicted(names, fitted.tuning(), sample));
            case COLUMN -> {
                String logits =
                        ModelArgument.parse(reading.sources(files).get(0)).logits();
                Groups tuning = groups.tuning(logits, tune.labels());
                Groups other = certify.isEmpty() ? tuning : groups.certification(certify.get(0), certifying.labels());
                yield Optional.of(FitGroups.of(tuning, fitted.tuning(), other, sample));
            }
        };
    }

    private FitOutcome certify(FittedScore fitted, ScoredSample sample, Optional<FitGroups> grouped) {
        if (certificate.minCoverage().isPresent()) {
            CoverageCertification coverage = certificate
                    .minCoverage()
                    .get()
                    .certify(fitted.tuning().losses(), sample.losses(), certificate.risks(), certificate.confidence());
            return new FitOutcome(fitted, sample, coverage.certification(), Optional.of(coverage), Optional.empty());
        }
        if (grouped.isPresent()) {
            GroupedCertification each = certificate
                    .procedure()
                    .certifyGroups(
                            grouped.get().tuningLosses(fitted.tuning()),
                            grouped.get().certificationLosses(sample),
                            certificate.maxRisk(),
                            certificate.confidence());
            return new FitOutcome(fitted, sample, each.pooled(), Optional.empty(), Optional.of(each));
        }
        Certification one =
                fitted.certify(certificate.procedure(), sample, certificate.maxRisk(), certificate.confidence());
        return new FitOutcome(fitted, sample, one, Optional.empty(), Optional.empty());
    }

    /** Empty where nothing would ever be accepted. */
    private Optional<Selector> selector(ModelArgument model, Logits logits, FitOutcome outcome) {
        Optional<String> digest = Optional.ofNullable(modelFile).map(ModelFile::digest);
        ModelIdentity identity =
                new ModelIdentity(model.name(), logits.classes(), logits.dtype(), digest, Optional.empty());
        DataIdentity data = new DataIdentity(
                outcome.fitted().tuning().digest(),
                outcome.sample().digest(),
                Optional.ofNullable(period),
                outcome.fitted().plan().loss().digest(),
                certify.isEmpty() ? Optional.of(new DataIdentity.Split(certifyShare, run.seed())) : Optional.empty());
        String title = name == null ? model.name() : name;
        if (outcome.groups().isEmpty()) {
            return outcome.certification() instanceof Certified certified
                    ? Optional.of(Selector.of(title, outcome.fitted().score(), certified, identity, data))
                    : Optional.empty();
        }
        Rule none = new Rule(
                Rule.EVERYTHING,
                new GroupRule(GroupRule.Status.ABSTAIN_UNCERTIFIED_GROUP, OptionalDouble.empty()),
                Optional.empty());
        Selector template = new Selector(
                title, outcome.fitted().score(), Grouping.NONE, List.of(none), List.of(), identity, data, List.of());
        Selector selector =
                Selector.grouped(template, groups.grouping(), outcome.groups().get(), groups.uncertified());
        boolean some = selector.rules().stream()
                .anyMatch(rule -> rule.rule().threshold().isPresent());
        return some ? Optional.of(selector) : Optional.empty();
    }

    private Selector withGoldenRows(Selector selector, Logits logits, Optional<FitGroups> grouped) {
        return selector.withGoldenRows(GoldenRows.pick(
                selector, logits, row -> grouped.map(g -> g.goldenGroup(row)).orElse(Rule.EVERYTHING), run.threads()));
    }
}
