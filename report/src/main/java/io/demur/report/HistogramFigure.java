package io.demur.report;

import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import io.demur.metric.ConfidenceHistogram;
import io.demur.metric.ConfidenceHistogram.Bin;
import io.demur.metric.CurveMetric;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Confidence of right and of wrong predictions as two histograms, each adding up to 1. */
final class HistogramFigure {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 320;
    private static final int BINS = 25;
    private static final Ink RIGHT = Ink.series(2);
    private static final Ink WRONG = Ink.series(1);

    private HistogramFigure() {}

    /** One figure for msp and one for the leading score, where losses are errors. */
    static List<Figure> of(EvaluatedModel model, int number) {
        if (!model.evaluation().plan().loss().isError()) {
            return List.of();
        }
        Set<ScoreEvaluation> scores = new LinkedHashSet<>(List.of(AllSeries.plain(model)));
        scores.add(AllSeries.lead(model));
        List<Figure> figures = new ArrayList<>();
        for (ScoreEvaluation score : scores) {
            String id = "confidence-" + number + (figures.isEmpty() ? "a" : "b");
            figures.add(figure(id, model, score));
        }
        return figures;
    }

    private static Figure figure(String id, EvaluatedModel model, ScoreEvaluation score) {
        ConfidenceHistogram histogram =
                ConfidenceHistogram.of(score.outline(), confidence -> display(model, score, confidence), BINS);
        double wrong = score.outline().totalLoss();
        double right = score.outline().samples() - wrong;
        String name = Words.title(model, score.score());
        List<Mark> marks = new ArrayList<>();
        double top = 0;
        for (Bin bin : histogram.bins()) {
            double middle = (bin.from() + bin.to()) / 2;
            double ofRight = right > 0 ? bin.right() / right : 0;
            double ofWrong = wrong > 0 ? bin.wrong() / wrong : 0;
            marks.add(new Mark.Box(WRONG, new Spot(bin.from(), 0), new Spot(middle, ofWrong)));
            marks.add(new Mark.Box(RIGHT, new Spot(middle, 0), new Spot(bin.to(), ofRight)));
            top = Math.max(top, Math.max(ofRight, ofWrong));
        }
        List<Plot.Entry> legend = List.of(
                new Plot.Entry(WRONG, Numbers.count(Math.round(wrong)) + " wrong"),
                new Plot.Entry(RIGHT, Numbers.count(Math.round(right)) + " right"));
        List<Bin> bins = histogram.bins();
        Axis x = new Axis(name, bins.get(0).from(), bins.get(bins.size() - 1).to(), Axis.Unit.PLAIN);
        Plot plot = new Plot(
                WIDTH,
                HEIGHT,
                x,
                Axis.upTo("share of its kind", top * 1.15, Axis.Unit.PERCENT),
                marks,
                new Plot.Legend(Plot.Corner.UPPER_LEFT, legend));
        String auroc = Words.metric(score.metric(CurveMetric.AUROC).value());
        return new Figure(
                id,
                SectionText.HISTOGRAMS,
                model.name() + ", " + name,
                "Histograms of " + name + " for right and wrong predictions of " + model.name()
                        + ". AUROC_f, the chance that a right one is surer: " + auroc + ".",
                plot,
                table(bins));
    }

    /** Given confidences are shown as they were given. */
    private static double display(EvaluatedModel model, ScoreEvaluation score, double confidence) {
        return model.givenScore() ? confidence : score.score().display(confidence);
    }

    private static Figure.Table table(List<Bin> bins) {
        List<List<String>> rows = bins.stream()
                .map(bin -> List.of(
                        Numbers.fixed(bin.from(), 4),
                        Numbers.fixed(bin.to(), 4),
                        Numbers.count(Math.round(bin.wrong())),
                        Numbers.count(Math.round(bin.right()))))
                .toList();
        return new Figure.Table(List.of("from", "to", "wrong", "right"), rows);
    }
}
