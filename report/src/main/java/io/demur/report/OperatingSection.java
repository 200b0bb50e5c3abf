package io.demur.report;

import io.demur.evaluation.CurveSketch;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a target risk costs in answers: a table per model, and a field to type another target. */
final class OperatingSection {
    private static final List<String> HEADS = List.of(
            "risk at most",
            "answered",
            "for review, of 1,000",
            "wrong among answered",
            "interval",
            "threshold",
            "standing");
    private static final int MOST_MODELS = 8;

    private final Report report;
    private final AllSeries series;

    OperatingSection(Report report, AllSeries series) {
        this.report = report;
        this.series = series;
    }

    void write(Html html) {
        html.open("section", "id", "operating").leaf("h2", "Operating points");
        html.leaf(
                "p",
                "The largest share answered within a risk, on these rows. Empirical: read off the rows themselves, it"
                        + " promises nothing about new ones. Only a risk stated and certified beforehand is a promise."
                        + " Intervals are exact and pointwise, for a threshold fixed beforehand. The threshold"
                        + " of msp is the logit of the probability, as in the file that demur fit writes.");
        html.open("div", "class", "scripted tools");
        html.open("label").text("Target risk in % ");
        html.lone(
                "input",
                "id",
                "target",
                "type",
                "number",
                "min",
                "0",
                "max",
                "100",
                "step",
                "any",
                "value",
                "1",
                "inputmode",
                "decimal",
                "autocomplete",
                "off");
        html.close();
        html.open("div", "id", "answer", "aria-live", "polite").close().close();
        for (int i = 0; i < report.models().size(); i++) {
            EvaluatedModel model = report.models().get(i);
            Set<ScoreEvaluation> scores = new LinkedHashSet<>(AllSeries.certified(report, model));
            if (i < MOST_MODELS) {
                scores.add(AllSeries.lead(model));
            }
            scores.forEach(score -> series.find(model, score).ifPresent(found -> table(html, found)));
        }
        html.close();
    }

    private void table(Html html, Series each) {
        html.leaf("h3", each.name());
        List<List<String>> rows = new ArrayList<>();
        report.rules(each.model(), each.score().score()).forEach(rule -> rows.add(certified(each.sketch(), rule)));
        TreeSet<Double> risks = new TreeSet<>(CurveSketch.USUAL_RISKS);
        risks.addAll(each.model().evaluation().plan().risks());
        risks.forEach(risk -> rows.add(row(each.sketch(), risk)));
        Tables.write(html, HEADS, rows);
    }

    private static List<String> certified(CurveSketch sketch, Report.Rule rule) {
        Optional<CurveSketch.Point> point = sketch.above(rule.certified().threshold());
        List<String> row = new ArrayList<>();
        row.add(Numbers.plainPercent(rule.certified().terms().maxRisk().value()));
        row.addAll(point.map(p -> numbers(sketch, p)).orElse(List.of("nothing", "1,000", "-", "-")));
        row.add(Numbers.fixed(rule.certified().threshold(), 4));
        row.add(Words.standing(rule));
        return row;
    }

    private static List<String> row(CurveSketch sketch, double risk) {
        List<String> row = new ArrayList<>(List.of(Numbers.plainPercent(risk)));
        Optional<CurveSketch.Point> point = sketch.within(risk);
        if (point.isEmpty()) {
            row.addAll(List.of("nothing", "1,000", "-", "-", "-", "no attainable coverage has so small a risk"));
            return row;
        }
        row.addAll(numbers(sketch, point.get()));
        row.add(Numbers.fixed(point.get().confidence(), 4));
        row.add("empirical");
        return row;
    }

    private static List<String> numbers(CurveSketch sketch, CurveSketch.Point point) {
        double coverage = sketch.coverage(point);
        String loss = point.interval().isPresent()
                ? Numbers.count(Math.round(point.loss())) + " of " + Numbers.count(point.accepted()) + ", "
                : "";
        return List.of(
                Numbers.percent(coverage, 1),
                Numbers.count(Math.round(1000 * (1 - coverage))),
                loss + Numbers.percent(point.risk(), 2),
                point.interval().map(Words::shareRange).orElse("-"));
    }
}
