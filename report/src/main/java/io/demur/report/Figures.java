package io.demur.report;

import java.util.ArrayList;
import java.util.List;

/** All figures that the data allow. */
final class Figures {
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
        NormOrderFigure.of(report, series).ifPresent(list::add);
    }
}
