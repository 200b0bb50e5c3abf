package io.demur.report;

import io.demur.evaluation.CurveSketch;
import io.demur.io.text.Numbers;
import java.util.ArrayList;
import java.util.List;

/** The figures of risk against coverage. */
final class CurveFigures {
    private static final int WIDTH = 690;
    private static final int HEIGHT = 400;
    /** Of fewer rows the risk jumps too wildly to set the scale. */
    private static final long FEW = 20;

    private static final double LITTLE = 0.01;

    private CurveFigures() {}

    /** What is drawn above a coverage. */
    enum Kind {
        SELECTIVE("risk-coverage", "Selective risk against coverage", "risk: mean loss of the accepted"),
        GENERALISED("generalised-risk", "Generalised risk against coverage", "generalised risk: accepted loss per row");

        private final String id;
        private final String title;
        private final String label;

        Kind(String id, String title, String label) {
            this.id = id;
            this.title = title;
            this.label = label;
        }

        double value(CurveSketch sketch, CurveSketch.Point point) {
            return this == SELECTIVE ? point.risk() : point.loss() / sketch.samples();
        }
    }

    static Figure of(Kind kind, List<Series> series) {
        List<Mark> marks = new ArrayList<>();
        List<Plot.Entry> legend = new ArrayList<>();
        for (Series each : series) {
            marks.add(0, new Mark.Line(each.ink(), spots(kind, each.sketch())));
            legend.add(new Plot.Entry(each.ink(), each.legend()));
        }
        Axis y = Axis.upTo(kind.label, top(kind, series), Axis.Unit.PERCENT);
        Plot plot = new Plot(
                WIDTH,
                HEIGHT,
                Axis.share("coverage: share answered, surest first"),
                y,
                marks,
                new Plot.Legend(Plot.Corner.UPPER_LEFT, legend));
        return new Figure(kind.id, "Risk and coverage", kind.title, sentence(kind, series), plot, table(kind, series));
    }

    private static List<Spot> spots(Kind kind, CurveSketch sketch) {
        return sketch.points().stream()
                .map(point -> new Spot(sketch.coverage(point), kind.value(sketch, point)))
                .toList();
    }

    /** The greatest value worth room. */
    static double top(Kind kind, List<Series> series) {
        double top = 0;
        for (Series each : series) {
            CurveSketch sketch = each.sketch();
            double few = Math.max(FEW, LITTLE * sketch.samples());
            for (CurveSketch.Point point : sketch.points()) {
                boolean counts = point.accepted() >= few || point.accepted() == sketch.samples();
                top = Math.max(top, counts ? kind.value(sketch, point) : 0);
            }
        }
        return top;
    }

    private static String sentence(Kind kind, List<Series> series) {
        StringBuilder text = new StringBuilder(kind.title + ". ");
        for (Series each : series) {
            CurveSketch sketch = each.sketch();
            CurveSketch.Point half = sketch.at(0.5);
            CurveSketch.Point all = sketch.at(1);
            text.append(each.name())
                    .append(": ")
                    .append(Numbers.percent(kind.value(sketch, half), 2))
                    .append(" at ")
                    .append(Numbers.percent(sketch.coverage(half), 1))
                    .append(" coverage, ")
                    .append(Numbers.percent(kind.value(sketch, all), 2))
                    .append(" at full coverage. ");
        }
        return text.toString().strip();
    }

    private static Figure.Table table(Kind kind, List<Series> series) {
        List<String> heads = new ArrayList<>(List.of("coverage at least"));
        series.forEach(each -> heads.add(each.name()));
        List<List<String>> rows = new ArrayList<>();
        for (double coverage : CurveSketch.USUAL_COVERAGES) {
            List<String> row = new ArrayList<>(List.of(Numbers.plainPercent(coverage)));
            for (Series each : series) {
                row.add(Numbers.percent(kind.value(each.sketch(), each.sketch().at(coverage)), 2));
            }
            rows.add(row);
        }
        return new Figure.Table(heads, rows);
    }
}
