package io.demur.cli;

import io.demur.evaluation.FitPlan;
import io.demur.evaluation.ScoredSample;
import io.demur.guarantee.CertificateCheck;
import io.demur.guarantee.Certified;
import io.demur.guarantee.GroupRule;
import io.demur.guarantee.GroupedLosses;
import io.demur.guarantee.RiskTest;
import io.demur.io.json.SelectorJson;
import io.demur.io.text.Numbers;
import io.demur.logits.InputException;
import io.demur.math.ShortestDecimal;
import io.demur.metric.Loss;
import io.demur.metric.ScoredLosses;
import io.demur.select.Grouping;
import io.demur.select.Rule;
import io.demur.select.Selector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.LongToIntFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks whether fresh labelled rows contradict a certificate. */
@Command(
        name = "check",
        description = {
            "Does the certificate still hold? Counts the errors among the accepted rows of fresh labelled data.",
            "",
            "A certificate about costs is checked with the --costs that the selector was fitted with.",
            "",
            "Ends with exit code 4 where so many errors would be rarer than --level if the certificate held."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {"", "Example: demur check selector.json october_logits.npy october_labels.npy"})
final class CheckCommand implements Callable<Integer> {
    private final Console console;
    private String logits = "";

    @Parameters(index = "0", paramLabel = "SELECTOR", description = "The file that fit has written.")
    private Path selectorFile = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "0..2",
            paramLabel = "FILES",
            description = "LOGITS [LABELS] of fresh rows; the labels may be a column of the logits' table (--label).")
    private List<String> files = List.of();

    @Option(names = "--level", paramLabel = "P", description = "Level of the test (default: 0.05).")
    private double level = 0.05;

    @Mixin
    private RowGroupOptions groups;

    @Mixin
    private CostOptions costs;

    @Mixin
    private ReadingOptions reading;

    @Mixin
    private ThreadOptions run;

    @Mixin
    private TalkOptions talk;

    CheckCommand(Console console) {
        this.console = console;
    }

    /** A certificate beside what the fresh rows say of it. */
    private record Checked(String group, Certified certified, CertificateCheck check) {}

    @Override
    public Integer call() {
        talk.apply(console);
        if (!(level > 0 && level < 1)) {
            throw new InputException("--level", level + " is not between 0 and 1, both excluded");
        }
        Selector selector = SelectorJson.read(selectorFile);
        reading.leaveOut(groups.columnsOfLogits());
        List<String> sources = reading.sources(files);
        logits = sources.get(0);
        Optional<String> labels = sources.stream().skip(1).findFirst();
        try (LabelledData data = LabelledData.open(logits, labels, reading, console)) {
            selector.requireFits(data.logits());
            data.warnOfPixels("the p-value takes each for a draw of its own and is too small", console);
            Loss loss = costs.loss(data.logits().classes());
            FitPlan plan = FitPlan.usual().with(loss).with(reading.badRows()).withThreads(run.threads());
            ScoredSample fresh = ScoredSample.of(data.logits(), data.labels(), selector.score(), plan);
            warnIfKnown(selector, fresh);
            List<Checked> checks = check(selector, data, fresh, loss);
            double each = level / checks.size();
            console.print(text(selector, checks, each));
            boolean contradicted = checks.stream().anyMatch(c -> c.check().contradicted(each));
            return contradicted ? ExitCode.CONTRADICTED : ExitCode.DONE;
        }
    }

    private void warnIfKnown(Selector selector, ScoredSample fresh) {
        String digest = fresh.digest();
        if (digest.equals(selector.data().certification())
                || digest.equals(selector.data().tuning())) {
            console.warn("known-rows", "these rows made the selector; only fresh ones can contradict it");
        }
    }

    private List<Checked> check(Selector selector, LabelledData data, ScoredSample fresh, Loss loss) {
        List<Checked> checks = new ArrayList<>();
        List<Optional<ScoredLosses>> parts = parts(selector, data, fresh);
        for (int g = 0; g < selector.rules().size(); g++) {
            Rule rule = selector.rules().get(g);
            boolean holds = rule.rule().status() == GroupRule.Status.CERTIFIED;
            if (holds && rule.certificate().orElse(null) instanceof Certified certified) {
                SelectorCosts.require(selectorFile.toString(), selector, certified, loss);
                String group = rule.group();
                parts.get(g)
                        .ifPresent(part ->
                                checks.add(new Checked(group, certified, CertificateCheck.of(certified, part))));
            }
        }
        if (checks.isEmpty()) {
            throw new InputException(
                    selectorFile.toString(), "holds no certificate that these rows could be checked against");
        }
        return checks;
    }

    /** The fresh rows of every rule. */
    private List<Optional<ScoredLosses>> parts(Selector selector, LabelledData data, ScoredSample fresh) {
        LongSupplier rows = () -> data.labels().rows().orElseThrow();
        LongToIntFunction rules = groups.rules(selector, selectorFile, logits, rows);
        return switch (selector.grouping()) {
            case NONE -> List.of(Optional.of(fresh.losses()));
            case PREDICTED_CLASS -> split(selector, fresh, fresh.predictions());
            case COLUMN -> {
                int[] rule = IntStream.range(0, Math.toIntExact(rows.getAsLong()))
                        .map(rules::applyAsInt)
                        .toArray();
                yield split(selector, fresh, fresh.select("--groups", rule));
            }
        };
    }

    /** Rows of unknown groups are decided by no rule. */
    private static List<Optional<ScoredLosses>> split(Selector selector, ScoredSample fresh, int[] rule) {
        List<String> names = new ArrayList<>();
        selector.rules().forEach(r -> names.add(r.group()));
        names.add("unknown");
        int unknown = names.size() - 1;
        int[] known = Arrays.stream(rule).map(r -> r < 0 ? unknown : r).toArray();
        return GroupedLosses.of(fresh.losses(), known, names).byGroup();
    }

    private String text(Selector selector, List<Checked> checks, double each) {
        StringBuilder text = new StringBuilder();
        text.append("Selector ").append(Console.oneLine(selector.name())).append(", score ");
        text.append(EvaluationTable.shortName(selector.score().toString())).append('\n');
        for (Checked checked : checks) {
            CertificateCheck check = checked.check();
            text.append(selector.grouping() == Grouping.NONE ? "" : "\nGroup " + checked.group() + "\n");
            text.append("  certified    ")
                    .append(checked.certified().terms().riskName())
                    .append(" at most ");
            text.append(Numbers.plainPercent(check.maxRisk().value()))
                    .append(where(checked.certified()))
                    .append('\n');
            text.append("  fresh rows   ")
                    .append(Numbers.count(check.samples()))
                    .append(", of which ");
            text.append(Numbers.count(check.accepted())).append(" accepted\n");
            text.append("  losses       ").append(losses(check));
            check.observedRisk()
                    .ifPresent(
                            r -> text.append(" (").append(Numbers.percent(r, 2)).append(" of the accepted)"));
            text.append(", p-value ").append(Numbers.pValue(check.pValue())).append('\n');
            text.append(Paragraph.wrap(meaning(checked, each))).append('\n');
        }
        return text.toString();
    }

    private static String where(Certified certified) {
        return certified.acceptsAll()
                ? " where every row is accepted"
                : " where the confidence is at least " + ShortestDecimal.text(certified.threshold());
    }

    private static String losses(CertificateCheck check) {
        double sum = check.lossSum();
        return sum == Math.rint(sum) ? Numbers.count((long) sum) : Numbers.fixed(sum, 2);
    }

    private static String meaning(Checked checked, double each) {
        CertificateCheck check = checked.check();
        if (check.accepted() == 0) {
            return "Nothing was accepted, so these rows say nothing about the certificate.";
        }
        boolean exact = checked.certified().terms().test() == RiskTest.EXACT_BINOMIAL;
        String seen = (exact ? Numbers.count((long) check.lossSum(), "error") : "losses of " + losses(check))
                + " among " + Numbers.count(check.accepted()) + " accepted; a risk of exactly "
                + Numbers.plainPercent(check.maxRisk().value()) + " would give at least so "
                + (exact ? "many in " : "much in at most ") + chance(check.pValue()) + " of such samples.";
        return check.contradicted(each)
                ? "CONTRADICTED at level " + Numbers.plainPercent(each) + ": " + seen
                        + " The data have probably shifted: fit and certify again."
                : "No sign against the certificate: " + seen + " That is no new certificate.";
    }

    private static String chance(double pValue) {
        return pValue < 0.00005 ? "less than 0.01 %" : Numbers.percent(pValue, 2);
    }
}
