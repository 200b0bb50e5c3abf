package io.demur.cli;

import io.demur.evaluation.FitPlan;
import io.demur.evaluation.ScoredSample;
import io.demur.guarantee.CertificateCheck;
import io.demur.guarantee.Certified;
import io.demur.guarantee.GroupRule;
import io.demur.guarantee.GroupedLosses;
import io.demur.guarantee.RiskTest;
import io.demur.io.Groups;
import io.demur.io.json.SelectorJson;
import io.demur.logits.InputException;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
            "Ends with exit code 4 where so many errors would be rarer than --level if the certificate held."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {"", "Example: demur check selector.json october_logits.npy october_labels.npy"})
final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "SELECTOR", description = "The file that fit has written.")
    private Path selectorFile = Path.of("");

    @Parameters(index = "1..2", arity = "1..2", paramLabel = "FILES", description = "LOGITS LABELS of fresh rows.")
    private List<String> files = List.of();

    @Option(names = "--level", paramLabel = "P", description = "Level of the test (default: 0.05).")
    private double level = 0.05;

    @Option(names = "--groups", paramLabel = "FILE", description = "The group of every row, where rules have groups.")
    private @Nullable String groups;

    @Option(names = "--group", paramLabel = "COLUMN", description = "CSV column of the groups, by name or position.")
    private @Nullable String groupColumn;

    @Option(names = "--costs", paramLabel = "FILE", description = "The costs that the selector was fitted with.")
    private @Nullable String costs;

    @Mixin
    private ReadingOptions reading;

    @Mixin
    private RunOptions run;

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
        Optional<String> labels = files.size() > 1 ? Optional.of(files.get(1)) : Optional.empty();
        try (LabelledData data = LabelledData.open(files.get(0), labels, reading, console)) {
            selector.requireFits(data.logits());
            FitPlan plan = FitPlan.usual()
                    .with(CostsFile.loss(costs, data.logits().classes()))
                    .with(reading.badRows())
                    .withThreads(run.threads());
            ScoredSample fresh = ScoredSample.of(data.logits(), data.labels(), selector.score(), plan);
            warnIfKnown(selector, fresh);
            List<Checked> checks = check(selector, data, fresh);
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

    private List<Checked> check(Selector selector, LabelledData data, ScoredSample fresh) {
        List<Checked> checks = new ArrayList<>();
        List<Optional<ScoredLosses>> parts = parts(selector, data, fresh);
        for (int g = 0; g < selector.rules().size(); g++) {
            Rule rule = selector.rules().get(g);
            boolean holds = rule.rule().status() == GroupRule.Status.CERTIFIED;
            if (holds && rule.certificate().orElse(null) instanceof Certified certified) {
                requireCosts(certified);
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

    private void requireCosts(Certified certified) {
        if (certified.terms().test() != RiskTest.EXACT_BINOMIAL && costs == null) {
            throw new InputException(
                    selectorFile.toString(), "is about costs, not errors", "give the same --costs as to fit");
        }
        if (certified.terms().test() == RiskTest.EXACT_BINOMIAL && costs != null) {
            throw new InputException(selectorFile.toString(), "is about errors, not costs", "leave --costs out");
        }
    }

    /** The fresh rows of every rule. */
    private List<Optional<ScoredLosses>> parts(Selector selector, LabelledData data, ScoredSample fresh) {
        return switch (selector.grouping()) {
            case NONE -> List.of(Optional.of(fresh.losses()));
            case PREDICTED_CLASS -> split(selector, fresh, fresh.predictions());
            case COLUMN -> split(selector, fresh, fresh.select("--groups", given(selector, data)));
        };
    }

    private int[] given(Selector selector, LabelledData data) {
        if (groups == null) {
            throw new InputException(
                    selectorFile.toString(), "has one rule per group", "give the group of every row with --groups");
        }
        long rows = data.labels().rows().orElseThrow();
        Groups read = Groups.read(groups, Optional.ofNullable(groupColumn), rows);
        int[] rule = read.names().stream().mapToInt(selector::group).toArray();
        return IntStream.range(0, read.rows()).map(row -> rule[read.id(row)]).toArray();
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
        text.append("Selector ").append(selector.name()).append(", score ");
        text.append(EvaluationTable.shortName(selector.score().toString())).append('\n');
        for (Checked checked : checks) {
            CertificateCheck check = checked.check();
            text.append(selector.grouping() == Grouping.NONE ? "" : "\nGroup " + checked.group() + "\n");
            text.append("  certified    ")
                    .append(checked.certified().terms().riskName())
                    .append(" at most ");
            text.append(Numbers.plainPercent(check.maxRisk().value())).append(" where the confidence is at least ");
            text.append(checked.certified().threshold()).append('\n');
            text.append("  fresh rows   ")
                    .append(Numbers.count(check.samples()))
                    .append(", of which ");
            text.append(Numbers.count(check.accepted())).append(" accepted\n");
            text.append("  losses       ").append(Numbers.fixed(check.lossSum(), whole(check) ? 0 : 2));
            check.observedRisk()
                    .ifPresent(
                            r -> text.append(" (").append(Numbers.percent(r, 2)).append(" of the accepted)"));
            text.append(", p-value ").append(Numbers.pValue(check.pValue())).append('\n');
            text.append(Paragraph.wrap(meaning(check, each))).append('\n');
        }
        return text.toString();
    }

    private static boolean whole(CertificateCheck check) {
        return check.lossSum() == Math.rint(check.lossSum());
    }

    private static String meaning(CertificateCheck check, double each) {
        if (check.accepted() == 0) {
            return "Nothing was accepted, so these rows say nothing about the certificate.";
        }
        String chance = "If the certificate held, so many would be seen in at most "
                + Numbers.percent(check.pValue(), 2) + " of such samples.";
        return check.contradicted(each)
                ? "CONTRADICTED: " + chance + " The data have probably shifted: fit and certify again."
                : "Not contradicted at level " + Numbers.plainPercent(each) + ". " + chance
                        + " That is no new certificate.";
    }
}
