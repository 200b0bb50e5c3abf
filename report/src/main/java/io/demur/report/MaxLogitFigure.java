package io.demur.report;

import io.demur.io.text.Numbers;
import io.demur.smoothing.DiagnosisEvidence.Labelled;
import io.demur.smoothing.ImbalanceIndex;
import io.demur.smoothing.MaxLogitProfile.Outcome;
import io.demur.smoothing.MaxLogitProfile.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The largest centred logit given the confidence, right and wrong predictions apart. */
final class MaxLogitFigure {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 340;
    private static final Ink RIGHT = Ink.series(2);
    private static final Ink WRONG = Ink.series(1);
    /** Every tenth window goes into the table. */
    private static final int STEP = 10;

    private MaxLogitFigure() {}

    /** The figure, unless every window is a gap. */
    static Optional<Figure> of(Report.Insight insight, int number) {
        List<Window> right = insight.profile().windows(Outcome.RIGHT);
        List<Window> wrong = insight.profile().windows(Outcome.WRONG);
        List<Window> seen = new ArrayList<>(right);
        seen.addAll(wrong);
        seen.removeIf(window -> window.mean().isEmpty());
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        double least =
                seen.stream().mapToDouble(w -> w.mean().getAsDouble()).min().orElseThrow();
        double greatest =
                seen.stream().mapToDouble(w -> w.mean().getAsDouble()).max().orElseThrow();
        double room = Math.max(0.05 * (greatest - least), 1e-6);
        List<Mark> marks = new ArrayList<>(lines(RIGHT, right));
        marks.addAll(lines(WRONG, wrong));
        Plot.Legend legend = new Plot.Legend(
                Plot.Corner.UPPER_LEFT,
                List.of(new Plot.Entry(WRONG, "errors, mean"), new Plot.Entry(RIGHT, "right predictions, mean")));
        Plot plot = new Plot(
                WIDTH,
                HEIGHT,
                Axis.share("maximum softmax probability"),
                new Axis("largest centred logit", least - room, greatest + 4 * room, Axis.Unit.PLAIN),
                marks,
                legend);
        return Optional.of(new Figure(
                "max-logit-" + number,
                SectionText.REASON,
                insight.model() + index(insight),
                sentence(insight),
                plot,
                table(right, wrong)));
    }

    private static List<Mark> lines(Ink ink, List<Window> windows) {
        List<Mark> lines = new ArrayList<>();
        List<Spot> spots = new ArrayList<>();
        for (Window window : windows) {
            if (window.mean().isPresent()) {
                spots.add(new Spot(window.centre(), window.mean().getAsDouble()));
            } else if (!spots.isEmpty()) {
                lines.add(new Mark.Line(ink, List.copyOf(spots)));
                spots.clear();
            }
        }
        if (!spots.isEmpty()) {
            lines.add(new Mark.Line(ink, List.copyOf(spots)));
        }
        return lines;
    }

    private static String index(Report.Insight insight) {
        Optional<ImbalanceIndex> signature =
                insight.diagnosis().evidence().labelled().map(Labelled::signature);
        return signature
                .filter(d -> d.value().number().isPresent())
                .map(d -> ", index d = " + Numbers.fixed(d.value().get(), 2))
                .orElse("");
    }

    private static String sentence(Report.Insight insight) {
        List<Window> both = insight.profile().relative().stream()
                .filter(window -> window.mean().isPresent())
                .toList();
        long above = both.stream().filter(w -> w.mean().getAsDouble() > 0).count();
        return "Largest centred logit against maximum softmax probability, " + insight.model()
                + ": errors lie above right"
                + " predictions in " + above + " of the " + both.size() + " windows that hold enough of both"
                + index(insight) + ".";
    }

    private static Figure.Table table(List<Window> right, List<Window> wrong) {
        List<List<String>> rows = new ArrayList<>();
        for (int w = 0; w < right.size(); w += STEP) {
            Window r = right.get(w);
            Window e = wrong.get(w);
            if (r.mean().isPresent() || e.mean().isPresent()) {
                rows.add(List.of(
                        Numbers.fixed(r.centre(), 3),
                        text(e.mean()),
                        text(e.deviation()),
                        Numbers.count(e.count()),
                        text(r.mean()),
                        text(r.deviation()),
                        Numbers.count(r.count())));
            }
        }
        return new Figure.Table(
                List.of("probability", "errors, mean", "deviation", "n", "right, mean", "deviation", "n"), rows);
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? Numbers.fixed(value.getAsDouble(), 3) : "-";
    }
}
