package io.demur.report;

import io.demur.io.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What selective classification does, on made-up densities: right predictions are mostly sure and wrong ones are not, so a
 * threshold on the confidence accepts most of the former and rejects most of the latter.
 */
final class SelectionFigure {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 340;
    private static final double THRESHOLD = 0.7;
    private static final double TOP = 0.034;
    private static final int STEPS = 100;
    private static final Ink RIGHT = Ink.series(2);
    private static final Ink WRONG = Ink.series(1);

    private SelectionFigure() {}

    static Figure of() {
        List<Spot> right = density(c -> StrictMath.pow(c, 5) * StrictMath.sqrt(1 - c));
        List<Spot> wrong = density(c -> StrictMath.pow(c, 3) * StrictMath.pow(1 - c, 3));
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Line(Ink.RULE, List.of(new Spot(THRESHOLD, 0), new Spot(THRESHOLD, TOP))));
        marks.add(new Mark.Line(WRONG, wrong));
        marks.add(new Mark.Line(RIGHT, right));
        return new Figure(
                "selection",
                SectionText.STUDY,
                "Accepted are the predictions of enough confidence; made-up densities",
                "Of the right predictions " + accepted(right)
                        + " lie at or above the threshold and are accepted, of the wrong" + " ones " + accepted(wrong)
                        + ".",
                new Plot(
                        WIDTH,
                        HEIGHT,
                        new Axis("confidence", 0, 1, Axis.Unit.PLAIN),
                        new Axis("density, of each kind", 0, TOP, Axis.Unit.BARE),
                        marks,
                        new Plot.Legend(
                                Plot.Corner.UPPER_LEFT,
                                List.of(
                                        new Plot.Entry(RIGHT, "right predictions"),
                                        new Plot.Entry(WRONG, "errors"),
                                        new Plot.Entry(Ink.RULE, "threshold: accepted from here on")))),
                new Figure.Table(
                        List.of("predictions", "accepted", "rejected"),
                        List.of(
                                List.of("right", accepted(right), rejected(right)),
                                List.of("wrong", accepted(wrong), rejected(wrong)))));
    }

    /** The shape, so scaled that its values at the steps add up to 1. */
    private static List<Spot> density(DoubleUnaryOperator shape) {
        double sum = 0;
        for (int i = 0; i <= STEPS; i++) {
            sum += shape.applyAsDouble((double) i / STEPS);
        }
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double c = (double) i / STEPS;
            spots.add(new Spot(c, shape.applyAsDouble(c) / sum));
        }
        return spots;
    }

    private static String accepted(List<Spot> density) {
        return Numbers.percent(share(density), 0);
    }

    private static String rejected(List<Spot> density) {
        return Numbers.percent(1 - share(density), 0);
    }

    private static double share(List<Spot> density) {
        return density.stream()
                .filter(spot -> spot.x() >= THRESHOLD)
                .mapToDouble(Spot::y)
                .sum();
    }
}
