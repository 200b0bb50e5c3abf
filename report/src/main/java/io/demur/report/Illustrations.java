package io.demur.report;

import io.demur.io.text.Numbers;
import io.demur.smoothing.SuppressionGradient;
import java.util.ArrayList;
import java.util.List;

/** What label smoothing does to a target and to logits, on made-up probabilities of five classes. */
final class Illustrations {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 340;
    private static final int CLASSES = 5;
    private static final double HALF_BAR = 0.36;
    /** From bar to bar, where a group of them is 1 wide. */
    private static final double STEP = 0.17;

    private static final Ink PREDICTED = Ink.series(1);
    private static final Ink OTHER = Ink.series(2);

    private Illustrations() {}

    /**
     * A made-up input.
     *
     * @param name what it stands for
     * @param truth probability of each class; the model predicts the first
     */
    private record Case(String name, List<Double> truth) {}

    private static final List<Case> CASES = List.of(
            new Case("sharp softmax, well fit", List.of(0.8, 0.08, 0.05, 0.04, 0.03)),
            new Case("sharp softmax, poorly fit", List.of(0.25, 0.5, 0.1, 0.08, 0.07)),
            new Case("flat softmax, well fit", List.of(0.4, 0.19, 0.15, 0.14, 0.12)),
            new Case("flat softmax, poorly fit", List.of(0.15, 0.4, 0.17, 0.15, 0.13)));

    static List<Figure> of(double alpha) {
        return List.of(target(alpha), suppression(alpha), SelectionFigure.of());
    }

    private static Figure target(double alpha) {
        List<Mark> marks = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (int k = 0; k < CLASSES; k++) {
            double hard = k == 0 ? 1 : 0;
            double smooth = (1 - alpha) * hard + alpha / CLASSES;
            marks.add(new Mark.Box(Ink.series(0), new Spot(k + 1 - HALF_BAR, 0), new Spot(k + 1, hard)));
            marks.add(new Mark.Box(Ink.series(1), new Spot(k + 1, 0), new Spot(k + 1 + HALF_BAR, smooth)));
            rows.add(List.of(Integer.toString(k + 1), Numbers.fixed(hard, 2), Numbers.fixed(smooth, 2)));
        }
        return new Figure(
                "target",
                SectionText.STUDY,
                "The target of a sample of class 1, alpha " + alpha,
                "Label smoothing takes from the right class and gives the same small share to every class.",
                new Plot(
                        WIDTH,
                        HEIGHT,
                        Axis.named(List.of("class 1", "class 2", "class 3", "class 4", "class 5")),
                        Axis.share("target"),
                        marks,
                        new Plot.Legend(
                                Plot.Corner.UPPER_RIGHT,
                                List.of(
                                        new Plot.Entry(Ink.series(0), "cross-entropy"),
                                        new Plot.Entry(Ink.series(1), "label smoothing")))),
                new Figure.Table(List.of("class", "cross-entropy", "label smoothing"), rows));
    }

    private static Figure suppression(double alpha) {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Line(Ink.RULE, List.of(new Spot(0, 0), new Spot(CASES.size() + 1.0, 0))));
        List<List<String>> rows = new ArrayList<>();
        for (int c = 0; c < CASES.size(); c++) {
            Case each = CASES.get(c);
            for (int k = 0; k < CLASSES; k++) {
                double share = each.truth().get(k);
                double pushed = SuppressionGradient.expectedOnMaxOfTarget(share, (1 - alpha) * share + alpha / CLASSES);
                double middle = c + 1 + (k - (CLASSES - 1) / 2.0) * STEP;
                marks.add(new Mark.Box(
                        k == 0 ? PREDICTED : OTHER,
                        new Spot(middle - HALF_BAR * STEP, Math.min(0, pushed)),
                        new Spot(middle + HALF_BAR * STEP, Math.max(0, pushed))));
                rows.add(List.of(
                        each.name(),
                        k == 0 ? "1, predicted" : Integer.toString(k + 1),
                        Numbers.fixed(share, 2),
                        Numbers.fixed(pushed, 4)));
            }
        }
        return new Figure(
                "suppression-cases",
                SectionText.STUDY,
                "Expected suppression of each of five logits, alpha " + alpha + "; made-up inputs",
                "Of each group the first bar is the predicted class. Where the model is likely right its logit is"
                        + " pushed down most; at the same sharpness much less where it is likely wrong.",
                new Plot(
                        WIDTH,
                        HEIGHT,
                        Axis.named(CASES.stream()
                                .map(each -> each.name().replace(" softmax, ", ",\n"))
                                .toList()),
                        new Axis("pushed down by", -0.25 * alpha, 1.05 * alpha, Axis.Unit.PLAIN),
                        marks,
                        new Plot.Legend(
                                Plot.Corner.UPPER_RIGHT,
                                List.of(
                                        new Plot.Entry(PREDICTED, "logit of the predicted class"),
                                        new Plot.Entry(OTHER, "of the others")))),
                new Figure.Table(List.of("input", "class", "its probability", "suppression"), rows));
    }
}
