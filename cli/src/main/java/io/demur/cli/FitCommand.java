package io.demur.cli;

import io.demur.cli.SampleOptions.Drawn;
import io.demur.evaluation.CertificationPlan;
import io.demur.evaluation.FitOutcome;
import io.demur.evaluation.FitPlan;
import io.demur.evaluation.FittedScore;
import io.demur.evaluation.ScoreFit;
import io.demur.evaluation.ScoredSample;
import io.demur.io.text.Numbers;
import io.demur.logits.InputException;
import io.demur.select.DataIdentity;
import io.demur.select.GoldenRows;
import io.demur.select.Grouping;
import io.demur.select.Rule;
import io.demur.select.Selector;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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

    @Mixin
    private TuningOptions tuning;

    @Mixin
    private GroupOptions groups;

    @Mixin
    private SampleOptions sample;

    @Mixin
    private CostOptions costs;

    @Mixin
    private SelectorOptions selector;

    @Mixin
    private JsonOptions json;

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
        check();
        reading.leaveOut(groups.columnsOfLogits());
        List<String> sources = reading.sources(files);
        ModelArgument model = ModelArgument.parse(sources.get(0));
        Optional<String> labels = sources.stream().skip(1).findFirst();
        try (LabelledData all = LabelledData.open(model.logits(), labels, reading, console)) {
            Drawn drawn = sample.of(all, run.seed());
            return certify.isEmpty() ? divide(model, drawn) : fitAndCertify(model, drawn);
        }
    }

    private void check() {
        certificate.check();
        groups.uncertified();
        selector.check();
        json.check();
        if (certificate.minCoverage().isPresent() && groups.grouping() != Grouping.NONE) {
            throw new InputException("--min-coverage", "cannot be combined with groups", "leave one of the two out");
        }
        if (sample.isAsked() && groups.grouping() == Grouping.COLUMN) {
            throw new InputException("--sample", "cannot be combined with groups by a column", "leave one out");
        }
    }

    private FitPlan plan(LabelledData data) {
        return tuning.plan(costs.loss(data.logits().classes()), reading.badRows(), run.threads());
    }

    /** One part of the rows tunes, the other certifies. */
    private int divide(ModelArgument model, Drawn drawn) {
        LabelledData rows = drawn.data();
        ScoreFit.Halves halves =
                ScoreFit.tuneAndHold(rows.logits(), rows.labels(), plan(rows), certifyShare, run.seed());
        drawn.tellCost(halves.fitted(), console);
        FitSources sources = new FitSources(model, rows, Optional.empty(), rows);
        return finish(sources, halves.fitted(), halves.certification());
    }

    private int fitAndCertify(ModelArgument model, Drawn drawn) {
        LabelledData rows = drawn.data();
        String file = certify.get(0);
        Optional<String> labels = certify.stream().skip(1).findFirst();
        try (LabelledData all = LabelledData.open(file, labels, reading, console)) {
            LabelledData other = sample.of(all, run.seed()).data();
            FittedScore fitted = ScoreFit.tune(rows.logits(), rows.labels(), plan(rows));
            drawn.tellCost(fitted, console);
            FitSources sources = new FitSources(model, rows, Optional.of(file), other);
            return finish(sources, fitted, fitted.score(other.logits(), other.labels()));
        }
    }

    private int finish(FitSources sources, FittedScore fitted, ScoredSample certifying) {
        sources.certification()
                .warnOfPixels("the certificate takes each for a draw of its own and says more than it knows", console);
        List<String> names = reading.classNames(certifying.classes());
        Optional<FitGroups> grouped = groups.of(sources, fitted.tuning(), certifying, names);
        FitOutcome outcome = certify(fitted, certifying, grouped);
        warnIfShared(outcome.shared(), certifying.size());
        json.json().ifPresent(target -> JsonOutput.fit(target, outcome, console));
        if (!json.takesStandardOutput() && !selector.takesStandardOutput()) {
            console.print(FitText.of(outcome, groups.uncertified()));
        }
        Optional<DataIdentity.Split> split = sources.certificationFile().isPresent()
                ? Optional.empty()
                : Optional.of(new DataIdentity.Split(certifyShare, run.seed()));
        Optional<Selector> found =
                outcome.selector(selector.title(sources, names, split), groups.grouping(), groups.uncertified());
        found.ifPresent(rule -> selector.output()
                .ifPresent(target ->
                        JsonOutput.selector(target, withGoldenRows(rule, sources.tuning(), grouped), console)));
        return found.isPresent() ? ExitCode.DONE : ExitCode.INFEASIBLE;
    }

    private FitOutcome certify(FittedScore fitted, ScoredSample certifying, Optional<FitGroups> grouped) {
        CertificationPlan plan = certificate.plan();
        return grouped.map(each -> plan.certify(
                        fitted, certifying, each.tuningLosses(fitted.tuning()), each.certificationLosses(certifying)))
                .orElseGet(() -> plan.certify(fitted, certifying));
    }

    private void warnIfShared(int shared, int all) {
        if (shared > 0) {
            console.warn(
                    "shared-rows",
                    Numbers.count(shared) + " of the " + Numbers.count(all)
                            + " rows that certify also occur among those that tune");
        }
    }

    private Selector withGoldenRows(Selector rule, LabelledData data, Optional<FitGroups> grouped) {
        return rule.withGoldenRows(GoldenRows.pick(
                rule,
                data.logits(),
                row -> grouped.map(g -> g.goldenGroup(row)).orElse(Rule.EVERYTHING),
                run.threads()));
    }
}
