package io.demur.report;

import io.demur.evaluation.Estimate;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.metric.CurveMetric;
import io.demur.score.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** AURC[mean] by score, every model a dot with its interval; of scores that differ in a parameter only the best. */
final class ScoresFigure {
    private static final int WIDTH = 690;
    private static final int HEIGHT = 340;
    private static final int FEWEST = 3;
    private static final int MOST = 10;
    /** Between the dots of two models, where two scores are 1 apart. */
    private static final double STEP = 0.12;

    private ScoresFigure() {}

    /** The figure, if there are models with at least three kinds of score. */
    static Optional<Figure> of(Report report, AllSeries series) {
        List<EvaluatedModel> models = report.models().stream()
                .filter(model -> series.find(model, AllSeries.plain(model)).isPresent())
                .filter(model -> best(model).size() >= FEWEST)
                .limit(Palette.SIZE)
                .toList();
        return models.isEmpty() ? Optional.empty() : Optional.of(figure(models, series));
    }

    private static Figure figure(List<EvaluatedModel> models, AllSeries series) {
        List<String> kinds = models.stream()
                .flatMap(model -> best(model).keySet().stream())
                .distinct()
                .limit(MOST)
                .toList();
        List<Mark> marks = new ArrayList<>();
        List<Plot.Entry> legend = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        double top = 0;
        for (int m = 0; m < models.size(); m++) {
            EvaluatedModel model = models.get(m);
            Ink ink = series.find(model, AllSeries.plain(model)).orElseThrow().ink();
            legend.add(new Plot.Entry(ink, Words.shorten(model.name(), 40)));
            Map<String, ScoreEvaluation> best = best(model);
            for (int k = 0; k < kinds.size(); k++) {
                ScoreEvaluation score = best.get(kinds.get(k));
                if (score != null) {
                    double x = k + 1 + (m - (models.size() - 1) / 2.0) * STEP;
                    Estimate aurc = score.metric(CurveMetric.AURC);
                    top = Math.max(top, mark(marks, ink, x, aurc));
                    rows.add(List.of(
                            model.name() + " " + Words.title(score.score()),
                            Words.metric(aurc.value()),
                            Words.range(aurc)));
                }
            }
        }
        return new Figure(
                "aurc-by-score",
                SectionText.SCORES,
                "AURC[mean] by score, with intervals; the best order or temperature of each",
                sentence(models),
                new Plot(
                        WIDTH,
                        HEIGHT,
                        Axis.named(kinds.stream().map(ScoresFigure::lines).toList()),
                        Axis.upTo("AURC[mean]", top * (1 + 0.06 * legend.size()), Axis.Unit.PERCENT),
                        marks,
                        new Plot.Legend(Plot.Corner.UPPER_RIGHT, legend)),
                new Figure.Table(List.of("score", "AURC[mean]", "interval"), rows));
    }

    /** A dot and its interval; returns the highest point. */
    private static double mark(List<Mark> marks, Ink ink, double x, Estimate aurc) {
        double y = aurc.value().get();
        aurc.interval()
                .ifPresent(interval -> marks.add(
                        new Mark.Line(ink, List.of(new Spot(x, interval.lower()), new Spot(x, interval.upper())))));
        marks.add(new Mark.Dot(ink, new Spot(x, y)));
        return aurc.interval().map(interval -> Math.max(y, interval.upper())).orElse(y);
    }

    private static String sentence(List<EvaluatedModel> models) {
        StringBuilder text = new StringBuilder("AURC[mean] by score. ");
        for (EvaluatedModel model : models) {
            ScoreEvaluation lowest = best(model).values().stream()
                    .min(Comparator.comparingDouble(ScoresFigure::area))
                    .orElseThrow();
            text.append(model.name() + ": lowest for " + Words.title(lowest.score()) + " with "
                    + Words.metric(lowest.metric(CurveMetric.AURC).value()) + ". ");
        }
        return text.toString().strip();
    }

    /** By kind, in the order of the evaluation. */
    private static Map<String, ScoreEvaluation> best(EvaluatedModel model) {
        Map<String, ScoreEvaluation> best = new LinkedHashMap<>();
        if (!model.givenScore()) {
            model.evaluation().scores().stream()
                    .filter(score ->
                            score.metric(CurveMetric.AURC).value().number().isPresent())
                    .forEach(score -> best.merge(kind(score.score()), score, (a, b) -> area(b) < area(a) ? b : a));
        }
        return best;
    }

    private static double area(ScoreEvaluation score) {
        return score.metric(CurveMetric.AURC).value().get();
    }

    /** The name before the parameters. */
    private static String kind(Score score) {
        return score.toString().split(":", 2)[0];
    }

    /** Long names in two lines. */
    private static String lines(String kind) {
        int hyphen = kind.lastIndexOf('-');
        return hyphen < 0 ? kind : kind.substring(0, hyphen + 1) + "\n" + kind.substring(hyphen + 1);
    }
}
