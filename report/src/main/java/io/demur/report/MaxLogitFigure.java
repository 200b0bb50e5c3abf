package io.demur.report;

import io.demur.io.text.Numbers;
import io.demur.smoothing.DiagnosisEvidence.Labelled;
import io.demur.smoothing.ImbalanceIndex;
import io.demur.smoothing.MaxLogitProfile;
import io.demur.smoothing.MaxLogitProfile.Outcome;
import io.demur.smoothing.MaxLogitProfile.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The largest centred logit, and the normalised one, given the confidence: right and wrong predictions apart. */
final class MaxLogitFigure {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 340;
    private static final Ink RIGHT = Ink.series(2);
    private static final Ink WRONG = Ink.series(1);
    /** Every tenth window goes into the table. */
    private static final int STEP = 10;

    private MaxLogitFigure() {}

    /** What is drawn above the confidence. */
    private record Quantity(String id, String name, MaxLogitProfile profile) {}

    /** The figures, without those of which every window is a gap. */
    static List<Figure> of(Report.Insight insight, int number) {
        List<Quantity> quantities = new ArrayList<>();
        quantities.add(new Quantity("max-logit-" + number, "largest centred logit", insight.profile()));
        insight.normalised()
                .ifPresent(norm -> quantities.add(
                        new Quantity("norm-" + number, "score " + Words.title(norm.score()), norm.profile())));
        return quantities.stream()
                .flatMap(quantity -> figure(insight, quantity).stream())
                .toList();
    }

    private static Optional<Figure> figure(Report.Insight insight, Quantity quantity) {
        List<Window> right = quantity.profile().windows(Outcome.RIGHT);
        List<Window> wrong = quantity.profile().windows(Outcome.WRONG);
        List<Double> means = Stream.concat(right.stream(), wrong.stream())
                .flatMap(window -> window.mean().stream().boxed())
                .toList();
        if (means.isEmpty()) {
            return Optional.empty();
        }
        double least = means.stream().mapToDouble(v -> v).min().orElseThrow();
        double greatest = means.stream().mapToDouble(v -> v).max().orElseThrow();
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
                new Axis(quantity.name(), least - room, greatest + 4 * room, Axis.Unit.PLAIN),
                marks,
                legend);
        return Optional.of(new Figure(
                quantity.id(),
                SectionText.REASON,
                insight.model() + ", " + quantity.name() + index(insight),
                sentence(insight, quantity),
                plot,
                table(right, wrong)));
    }

    static List<Mark> lines(Ink ink, List<Window> windows) {
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

    private static String sentence(Report.Insight insight, Quantity quantity) {
        List<Window> both = quantity.profile().relative().stream()
                .filter(window -> window.mean().isPresent())
                .toList();
        long above = both.stream().filter(w -> w.mean().getAsDouble() > 0).count();
        return quantity.name() + " against maximum softmax probability, " + insight.model()
                + ": errors lie above right predictions in " + above + " of the " + both.size()
                + " windows that hold enough of both" + index(insight) + ".";
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
