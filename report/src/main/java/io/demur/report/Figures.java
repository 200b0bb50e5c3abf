package io.demur.report;

import io.demur.io.json.EvaluatedModel;
import java.util.ArrayList;
import java.util.List;

/** All figures that the data allow. */
final class Figures {
    /** Beyond these the tables must do. */
    private static final int MOST_MODELS = 4;

    private final AllSeries series;
    private final List<Figure> list = new ArrayList<>();

    private Figures(AllSeries series) {
        this.series = series;
    }

    static List<Figure> of(Report report, AllSeries series) {
        Figures figures = new Figures(series);
        figures.list.add(CurveFigures.of(CurveFigures.Kind.SELECTIVE, series.shown()));
        figures.list.add(CurveFigures.of(CurveFigures.Kind.GENERALISED, series.shown()));
        figures.add(report);
        return List.copyOf(figures.list);
    }

    private void add(Report report) {
        report.study().ifPresent(study -> list.addAll(StudyFigures.of(study)));
        ScoresFigure.of(report, series).ifPresent(list::add);
        NormOrderFigure.of(report, series).ifPresent(list::add);
        List<EvaluatedModel> models =
                report.models().stream().limit(MOST_MODELS).toList();
        for (int i = 0; i < models.size(); i++) {
            int number = i + 1;
            report.insight(models.get(i).name()).ifPresent(insight -> list.addAll(MaxLogitFigure.of(insight, number)));
        }
        RelativeLogitFigure.of(report).ifPresent(list::add);
        for (int i = 0; i < models.size(); i++) {
            ReliabilityFigure.of(models.get(i), i + 1).ifPresent(list::add);
        }
        for (int i = 0; i < models.size(); i++) {
            list.addAll(HistogramFigure.of(models.get(i), i + 1));
        }
    }
}
