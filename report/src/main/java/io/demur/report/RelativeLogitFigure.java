package io.demur.report;

import io.demur.io.text.Numbers;
import io.demur.smoothing.MaxLogitProfile.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far errors lie above right predictions of the same confidence, every model a line. */
final class RelativeLogitFigure {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 340;
    private static final int LONGEST_NAME = 40;
    /** Every tenth window goes into the table. */
    private static final int STEP = 10;

    private RelativeLogitFigure() {}

    /** The figure, if there are several models with windows that hold enough right and wrong predictions. */
    static Optional<Figure> of(Report report) {
        List<Report.Insight> insights = report.insights().stream()
                .filter(insight -> insight.profile().relativeInDeviations().stream()
                        .anyMatch(window -> window.mean().isPresent()))
                .toList();
        return insights.size() < 2 ? Optional.empty() : Optional.of(figure(insights));
    }

    private static Figure figure(List<Report.Insight> insights) {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Line(Ink.RULE, List.of(new Spot(0, 0), new Spot(1, 0))));
        List<Plot.Entry> legend = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        double least = 0;
        double greatest = 0;
        for (int i = 0; i < insights.size(); i++) {
            Ink ink = Ink.series(i);
            List<Window> windows = insights.get(i).profile().relativeInDeviations();
            marks.addAll(MaxLogitFigure.lines(ink, windows));
            String name = insights.get(i).model();
            legend.add(new Plot.Entry(ink, Words.shorten(name, LONGEST_NAME)));
            for (int w = 0; w < windows.size(); w++) {
                Window window = windows.get(w);
                if (window.mean().isPresent()) {
                    double mean = window.mean().getAsDouble();
                    least = Math.min(least, mean);
                    greatest = Math.max(greatest, mean);
                    if (w % STEP == 0) {
                        rows.add(List.of(name, Numbers.fixed(window.centre(), 3), Numbers.fixed(mean, 3)));
                    }
                }
            }
        }
        double room = Math.max(0.05 * (greatest - least), 1e-6);
        Plot plot = new Plot(
                WIDTH,
                HEIGHT,
                Axis.share("maximum softmax probability"),
                new Axis(
                        "errors minus right, in standard deviations",
                        least - room,
                        greatest + room * (1 + 1.7 * legend.size()),
                        Axis.Unit.PLAIN),
                marks,
                new Plot.Legend(Plot.Corner.UPPER_RIGHT, legend));
        String title = "Largest centred logit of errors above that of right predictions";
        return new Figure(
                "max-logit-relative",
                SectionText.REASON,
                title,
                title
                        + ", at equal maximum softmax probability, in standard deviations of the right ones; at 0 they"
                        + " are equal. " + sentence(insights),
                plot,
                new Figure.Table(List.of("model", "probability", "difference in deviations"), rows));
    }

    private static String sentence(List<Report.Insight> insights) {
        StringBuilder text = new StringBuilder();
        for (Report.Insight insight : insights) {
            double[] means = insight.profile().relativeInDeviations().stream()
                    .flatMapToDouble(window -> window.mean().stream())
                    .toArray();
            double mean = java.util.Arrays.stream(means).average().orElseThrow();
            text.append(insight.model() + ": " + Numbers.fixed(mean, 2) + " on average over " + means.length
                    + " windows. ");
        }
        return text.toString().strip();
    }
}
