package io.demur.report;

import io.demur.evaluation.Calibration;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import io.demur.metric.Reliability;
import io.demur.metric.Reliability.Bin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reliability of the softmax probabilities, of all rows and of those answered. */
final class ReliabilityFigure {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 340;
    /** Bins of fewer rows, or of fewer than a hundredth, jump too wildly to be drawn; the table has all. */
    private static final int FEW = 10;

    private static final Ink BEFORE = Ink.series(0);
    private static final Ink AFTER = Ink.series(2);

    private ReliabilityFigure() {}

    /** The figure, if the evaluation holds the bins. */
    static Optional<Figure> of(EvaluatedModel model, int number) {
        return model.evaluation().calibration().map(whole -> {
            ScoreEvaluation lead = AllSeries.lead(model);
            Optional<Calibration> part = lead.calibrationOfAccepted().stream().findFirst();
            String answered = part.map(p ->
                            "answered by " + Words.title(model, lead.score()) + ", " + Numbers.percent(p.coverage(), 0))
                    .orElse("");
            List<Mark> marks = new ArrayList<>();
            marks.add(new Mark.Line(Ink.RULE, List.of(new Spot(0, 0), new Spot(1, 1))));
            List<Plot.Entry> legend = new ArrayList<>();
            add(marks, BEFORE, whole.reliability());
            legend.add(new Plot.Entry(BEFORE, "all rows"));
            part.ifPresent(p -> {
                add(marks, AFTER, p.reliability());
                legend.add(new Plot.Entry(AFTER, answered));
            });
            Plot plot = new Plot(
                    WIDTH,
                    HEIGHT,
                    Axis.share("probability of the prediction"),
                    // Dots at 100 % are not to be cut in half.
                    new Axis("share right", 0, 1.03, Axis.Unit.PERCENT),
                    marks,
                    new Plot.Legend(corner(whole.reliability()), legend));
            return new Figure(
                    "reliability-" + number,
                    SectionText.RELIABILITY,
                    model.name() + ", ECE " + Words.metric(whole.ece().value())
                            + part.map(p -> ", of the answered "
                                            + Words.metric(p.ece().value()))
                                    .orElse(""),
                    sentence(model, whole, part),
                    plot,
                    table(whole.reliability(), part.map(Calibration::reliability)));
        });
    }

    private static void add(List<Mark> marks, Ink ink, Reliability reliability) {
        long rows = reliability.bins().stream().mapToLong(Bin::count).sum();
        long least = Math.max(1, Math.min(FEW, rows / 100));
        List<Spot> spots = reliability.bins().stream()
                .filter(bin -> bin.count() >= least)
                .map(bin ->
                        new Spot(bin.probability().orElseThrow(), bin.accuracy().orElseThrow()))
                .toList();
        marks.add(new Mark.Line(ink, spots));
        spots.forEach(spot -> marks.add(new Mark.Dot(ink, spot)));
    }

    /** Under-confident models lie above the diagonal, others below. */
    private static Plot.Corner corner(Reliability reliability) {
        double surplus = reliability.bins().stream()
                .mapToDouble(bin -> bin.right() - bin.probabilitySum())
                .sum();
        return surplus > 0 ? Plot.Corner.LOWER_RIGHT : Plot.Corner.UPPER_LEFT;
    }

    private static String sentence(EvaluatedModel model, Calibration whole, Optional<Calibration> part) {
        return "Reliability diagram, " + model.name() + ": calibration error "
                + Words.metric(whole.ece().value()) + " over "
                + Numbers.count(whole.samples(), "row")
                + part.map(p -> ", " + Words.metric(p.ece().value()) + " over the " + Numbers.count(p.samples())
                                + " answered")
                        .orElse("")
                + ".";
    }

    private static Figure.Table table(Reliability whole, Optional<Reliability> part) {
        List<String> heads = new ArrayList<>(List.of("bin", "rows", "mean probability", "share right"));
        part.ifPresent(p -> heads.addAll(List.of("answered", "mean probability", "share right")));
        List<List<String>> rows = new ArrayList<>();
        for (int b = 0; b < whole.bins().size(); b++) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(b + 1)));
            row.addAll(cells(whole.bins().get(b)));
            int at = b;
            part.ifPresent(p -> row.addAll(cells(p.bins().get(at))));
            rows.add(row);
        }
        return new Figure.Table(heads, rows);
    }

    private static List<String> cells(Bin bin) {
        return bin.count() == 0
                ? List.of("0", "-", "-")
                : List.of(
                        Numbers.count(bin.count()),
                        Numbers.fixed(bin.probability().orElseThrow(), 4),
                        Numbers.fixed(bin.accuracy().orElseThrow(), 4));
    }
}
