package io.demur.train.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A report as Markdown; renders only. */
final class StudyMarkdown {
    private static final String NONE = "-";

    private final StudyReport report;
    private final List<Published> published;
    private final StringBuilder text = new StringBuilder();

    StudyMarkdown(StudyReport report) {
        this.report = report;
        this.published = Published.of(report.experiment());
    }

    String text() {
        text.append("# ").append(report.experiment().code()).append("\n\n");
        text.append(String.format(
                Locale.ROOT,
                "%,d test rows; seeds %s; in per cent, mean ± standard deviation over the seeds; %s.%n%n",
                report.rows(),
                seeds(report.seeds()),
                report.experiment().metric()));
        table(heads(), report.levels().stream().map(this::row).toList());
        operatingPoints();
        statistics();
        agreements();
        settings();
        report.notes().forEach(note -> text.append("\n").append(note).append("\n"));
        for (int i = 0; i < published.size(); i++) {
            text.append("\n[")
                    .append(i + 1)
                    .append("] ")
                    .append(published.get(i).source())
                    .append(".\n");
        }
        return text.toString();
    }

    private List<String> heads() {
        List<String> heads = new ArrayList<>(List.of("loss", "error", "AURC msp", "AURC norm", "p by seed"));
        for (int i = 1; i <= published.size(); i++) {
            heads.addAll(List.of("error [" + i + "]", "AURC msp [" + i + "]", "AURC norm [" + i + "]"));
        }
        return heads;
    }

    private List<String> row(LevelSummary level) {
        List<String> row = new ArrayList<>(List.of(
                level.label(),
                percent(level.error(), 2),
                percent(level.msp().aurc(), 3),
                norm(level).map(n -> percent(n.aurc(), 3)).orElse("refused"),
                level.orders().isEmpty() ? NONE : level.orders()));
        for (Published table : published) {
            for (String column : List.of("error", "msp", "norm")) {
                row.add(table.figure(key(level), column));
            }
        }
        return row;
    }

    private static Optional<LevelSummary.Numbers> norm(LevelSummary level) {
        return level.norm();
    }

    private void operatingPoints() {
        text.append("\nAUGRC, the coverage at an empirical risk of 1 % and of 5 %, the risk of the surest 80 %, and the"
                + " calibration error (ECE, 15 bins of equal width) of the softmax probability:\n\n");
        List<List<String>> rows = new ArrayList<>();
        for (LevelSummary level : report.levels()) {
            rows.add(points(level, "msp", level.msp()));
            level.norm().ifPresent(norm -> rows.add(points(level, "logit norm", norm)));
        }
        List<String> heads = new ArrayList<>(
                List.of("loss", "score", "AUGRC", "coverage at 1 %", "coverage at 5 %", "risk at 80 %", "ECE"));
        for (int i = 0; i < published.size(); i++) {
            if (published.get(i).hasPoints()) {
                for (String head : List.of("AUGRC", "coverage at 5 %", "risk at 80 %", "ECE")) {
                    heads.add(head + " [" + (i + 1) + "]");
                }
            }
        }
        table(heads, rows);
    }

    private List<String> points(LevelSummary level, String score, LevelSummary.Numbers numbers) {
        boolean plain = numbers.equals(level.msp());
        List<String> row = new ArrayList<>(List.of(
                level.label(),
                score,
                percent(numbers.augrc(), 3),
                percent(numbers.coverage(), 1),
                percent(numbers.coverageAtFive(), 1),
                percent(numbers.riskAtEighty(), 2),
                plain ? level.ece().map(ece -> percent(ece, 1)).orElse(NONE) : NONE));
        for (Published table : published) {
            if (table.hasPoints()) {
                for (String column : Published.POINTS) {
                    row.add(plain ? table.figure(key(level), column) : NONE);
                }
            }
        }
        return row;
    }

    private static Level key(LevelSummary level) {
        return new Level(level.label(), OptionalDouble.empty(), List.of());
    }

    private void statistics() {
        if (report.statistics().isEmpty()) {
            return;
        }
        text.append("\n");
        table(
                List.of("statistic, in per cent", "value", "95 % interval", "method"),
                report.statistics().stream()
                        .map(s -> List.of(
                                s.name(),
                                signed(s.value()),
                                signed(s.interval().lower()) + " to "
                                        + signed(s.interval().upper()),
                                s.method()))
                        .toList());
    }

    private void agreements() {
        if (report.agreements().isEmpty()) {
            return;
        }
        text.append("\nModels of equal seeds beside each other, by ")
                .append(report.experiment().metric())
                .append(", however small the difference:\n\n");
        table(
                List.of("claim", "seeds that agree", "seeds that disagree"),
                report.agreements().stream()
                        .map(a -> List.of(
                                a.claim(),
                                a.agree().size() + " of "
                                        + (a.agree().size() + a.disagree().size()),
                                a.disagree().isEmpty() ? NONE : seeds(a.disagree())))
                        .toList());
    }

    private static String seeds(List<Long> seeds) {
        return String.join(", ", seeds.stream().map(String::valueOf).toList());
    }

    private void settings() {
        text.append("\nWhat all runs share:\n\n");
        table(
                List.of("setting", "value"),
                report.settings().stream()
                        .map(s -> List.of(s.name(), s.value()))
                        .toList());
    }

    private void table(List<String> heads, List<List<String>> rows) {
        line(heads);
        line(heads.stream().map(head -> "---").toList());
        rows.forEach(this::line);
    }

    private void line(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String percent(Spread spread, int digits) {
        String mean = String.format(Locale.ROOT, "%." + digits + "f", 100 * spread.mean());
        return spread.deviation().isEmpty()
                ? mean
                : mean
                        + String.format(
                                Locale.ROOT,
                                " ± %." + digits + "f",
                                100 * spread.deviation().getAsDouble());
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.3f", 100 * value);
    }
}
