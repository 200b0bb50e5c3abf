package io.demur.cli;

import io.demur.evaluation.Calibration;
import io.demur.evaluation.Estimate;
import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.FittedScore;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import io.demur.metric.CurveMetric;
import io.demur.metric.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Evaluations as text: what was measured on what, then a row per score, the best of every column marked. */
final class EvaluationTable {
    private static final String DEFAULT_CENTRING = ",centre=mean";

    private final List<EvaluatedModel> models;
    private final EvaluationPlan plan;
    private final List<MetricColumn> columns;

    private EvaluationTable(List<EvaluatedModel> models) {
        this.models = models;
        this.plan = models.get(0).evaluation().plan();
        this.columns = MetricColumn.of(plan);
    }

    /** The text, at most 100 characters wide. */
    static String text(List<EvaluatedModel> models) {
        EvaluationTable table = new EvaluationTable(models);
        return table.head() + "\n" + table.body() + table.foot();
    }

    private String head() {
        StringBuilder text = new StringBuilder();
        for (EvaluatedModel model : models) {
            Evaluation e = model.evaluation();
            text.append(model.name()).append(": n = ").append(Numbers.count(e.samples()));
            text.append(model.givenScore() ? "" : ", K = " + e.classes());
            text.append(plan.loss().isError() ? ", error " : ", mean cost ");
            text.append(Numbers.percent(e.error().value().get(), 2));
            e.error().interval().ifPresent(i -> text.append(" (")
                    .append(Numbers.plainPercent(plan.confidence()))
                    .append(" interval ")
                    .append(Numbers.fixed(i.lower() * 100, 2))
                    .append("-")
                    .append(Numbers.percent(i.upper(), 2))
                    .append(")"));
            text.append(e.ignored() > 0 ? ", " + Numbers.count(e.ignored()) + " ignored" : "");
            text.append(e.skipped() > 0 ? ", " + Numbers.count(e.skipped()) + " skipped" : "");
            text.append('\n');
            e.calibration().ifPresent(c -> text.append(calibration(model, c)));
            model.fit().ifPresent(fit -> text.append(fit(fit)));
        }
        return text.toString();
    }

    private static String calibration(EvaluatedModel model, Calibration c) {
        return "  calibration: ECE " + number(c.ece()) + ", adaptive ECE " + number(c.adaptiveEce())
                + model.classwiseEce()
                        .map(ece -> ", classwise ECE " + Numbers.metric(ece.whole()))
                        .orElse("")
                + "\n  log loss " + number(c.logLoss()) + ", Brier " + number(c.brier()) + "\n";
    }

    private static String number(Estimate estimate) {
        return Numbers.metric(estimate.value())
                + estimate.interval().map(i -> " (" + Numbers.interval(i) + ")").orElse("");
    }

    private static String fit(FittedScore fit) {
        return "  chosen on " + Numbers.count(fit.tuning().size()) + " held-out rows (marked >): "
                + shortName(fit.score().toString()) + "\n  " + fit.verdict().words() + "\n";
    }

    private String body() {
        List<String> heads = new ArrayList<>(List.of("score"));
        columns.forEach(column -> heads.add(column.title()));
        TextTable table = new TextTable(heads);
        for (EvaluatedModel model : models) {
            if (models.size() > 1) {
                table.row(List.of(model.name()));
            }
            for (ScoreEvaluation score : model.evaluation().scores()) {
                List<String> row = new ArrayList<>(List.of(name(model, score)));
                columns.forEach(column -> row.add(cell(column, score)));
                table.row(row);
            }
        }
        return table.toString();
    }

    private String name(EvaluatedModel model, ScoreEvaluation score) {
        boolean chosen =
                model.fit().filter(fit -> fit.score().equals(score.score())).isPresent();
        return (models.size() > 1 ? "  " : "") + (chosen ? "> " : "") + shortName(model.title(score.score()));
    }

    /** Still the name of the same score: the default is left out. */
    static String shortName(String score) {
        return score.endsWith(DEFAULT_CENTRING)
                ? score.substring(0, score.length() - DEFAULT_CENTRING.length())
                : score;
    }

    private String cell(MetricColumn column, ScoreEvaluation score) {
        Estimate estimate = column.of(score);
        Value value = estimate.value();
        if (value instanceof Value.Undefined undefined) {
            return undefined.reason().code();
        }
        String mark = isBest(column, value.get()) ? "* " : "  ";
        String range = estimate.bounds().isExact()
                ? estimate.interval().map(Numbers::interval).orElse("")
                : Numbers.metric(estimate.bounds().lower()) + "-"
                        + Numbers.metric(estimate.bounds().upper());
        return (Numbers.metric(value.get()) + mark + range).stripTrailing();
    }

    private boolean isBest(MetricColumn column, double value) {
        double[] all = models.stream()
                .flatMap(model -> model.evaluation().scores().stream())
                .map(score -> column.of(score).value().number())
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        double best = column.lowerIsBetter() ? all[0] : all[all.length - 1];
        return value == best && all[0] < all[all.length - 1];
    }

    private String widest() {
        return models.stream()
                .flatMap(model -> model.evaluation().scores().stream())
                .map(score -> score.metric(CurveMetric.AURC).bounds().width())
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max()
                .stream()
                .mapToObj(width -> String.format(Locale.ROOT, "%nbounds of aurc[mean] at most %.1e apart", width))
                .collect(Collectors.joining());
    }

    private String foot() {
        String ranges =
                switch (plan.mode()) {
                    case BOUNDED ->
                        "bounded mode: the middle of bounds that contain the exact value, and the bounds" + widest();
                    case EXACT_ON_DISK -> "exact, from sorted runs on disk; no intervals";
                    case EXACT ->
                        "ranges are " + Numbers.plainPercent(plan.confidence()) + " intervals"
                                + (plan.resamples() > 0
                                        ? " (" + Numbers.count(plan.resamples()) + " resamples)"
                                        : " (analytic)");
                };
        return "\n* best of its column, chosen on this set; lower is better but for AUROC_f and coverage\n" + ranges
                + "\n";
    }

    /** A column of the table. */
    private record MetricColumn(
            String title, boolean lowerIsBetter, java.util.function.Function<ScoreEvaluation, Estimate> read) {
        Estimate of(ScoreEvaluation score) {
            return read.apply(score);
        }

        static List<MetricColumn> of(EvaluationPlan plan) {
            List<MetricColumn> columns = new ArrayList<>();
            columns.add(metric("AURC[mean]", CurveMetric.AURC));
            columns.add(metric("AUGRC", CurveMetric.AUGRC));
            columns.add(metric("AUROC_f", CurveMetric.AUROC));
            columns.add(metric("AURC[paper]", CurveMetric.AURC_PAPER));
            columns.add(metric("NAURC[mean]", CurveMetric.N_AURC));
            for (int i = 0; i < plan.risks().size(); i++) {
                int at = i;
                columns.add(new MetricColumn(
                        "cov@risk " + Numbers.plainPercent(plan.risks().get(i)),
                        false,
                        score -> score.coveragesAtRisk().get(at).coverage()));
            }
            for (int i = 0; i < plan.coverages().size(); i++) {
                int at = i;
                columns.add(new MetricColumn(
                        "risk@cov " + Numbers.plainPercent(plan.coverages().get(i)),
                        true,
                        score -> narrow(score.risksAtCoverage().get(at).risk())));
            }
            return columns;
        }

        /** The interval for a threshold fixed beforehand is in JSON and CSV; here there is room for that of resamples. */
        private static Estimate narrow(Estimate risk) {
            return risk.method() == Estimate.Method.EXACT_BINOMIAL ? Estimate.of(risk.bounds()) : risk;
        }

        private static MetricColumn metric(String title, CurveMetric metric) {
            return new MetricColumn(
                    title, metric.direction() == CurveMetric.Direction.LOWER, score -> score.metric(metric));
        }
    }
}
