package io.demur.cli;

import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.logits.Logits;
import io.demur.metric.RiskAtCoverage;
import io.demur.metric.RiskCoverageCurve;
import io.demur.score.Score;
import java.util.List;
import java.util.Locale;

/** The README's picture: risk-coverage curves of the three rows of the demo, on its test sentences. */
final class RiskCoverageFigure {
    private static final int LEFT = 60;
    private static final int TOP = 16;
    private static final int WIDTH = 600;
    private static final int HEIGHT = 280;
    private static final double MOST_RISK = 0.12;
    private static final int STEPS = 200;
    private static final double TARGET = 0.01;

    private static final String HEAD = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 690 350" role="img" font-family="sans-serif" font-size="13">
            <title>Risk against coverage for three confidence scores on the demo's test sentences</title>
            <style>
              text { fill: #24292f } .grid { stroke: #d0d7de } .target { stroke: #57606a; stroke-dasharray: 4 4 }
              .curve { fill: none; stroke-width: 2 }
              .a { stroke: #57606a } .b { stroke: #bc4c00 } .c { stroke: #0969da }
              .dot.a { fill: #57606a } .dot.b { fill: #bc4c00 } .dot.c { fill: #0969da }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 } .grid { stroke: #30363d } .target { stroke: #8b949e }
                .a { stroke: #9ea7b3 } .b { stroke: #f0883e } .c { stroke: #58a6ff }
                .dot.a { fill: #9ea7b3 } .dot.b { fill: #f0883e } .dot.c { fill: #58a6ff }
              }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder(HEAD);

    private RiskCoverageFigure() {}

    /** A curve of the picture. */
    private record Line(String style, String model, String name, String score) {}

    private static final List<Line> LINES = List.of(
            new Line("a", "alpha00", "cross-entropy, msp", "msp"),
            new Line("b", "alpha20", "label smoothing 0.2, msp", "msp"),
            new Line("c", "alpha20", "label smoothing 0.2, logit-norm:p=4", "logit-norm:p=4"));

    static String draw() {
        RiskCoverageFigure figure = new RiskCoverageFigure();
        figure.axes();
        try (DemoData data = DemoData.open()) {
            for (int i = 0; i < LINES.size(); i++) {
                figure.line(data, LINES.get(i), TOP + 22 + 20 * i);
            }
        }
        return figure.svg.append("</svg>\n").toString();
    }

    private void axes() {
        for (int percent = 0; percent <= 12; percent += 2) {
            double y = y(percent / 100.0);
            add("<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>", LEFT, y, LEFT + WIDTH, y);
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>", LEFT - 8, y + 4, percent);
        }
        for (int percent = 0; percent <= 100; percent += 20) {
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d %%</text>",
                    x(percent / 100.0), TOP + HEIGHT + 20, percent);
        }
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">coverage: share answered, surest first</text>",
                LEFT + WIDTH / 2, TOP + HEIGHT + 42);
        add(
                "<text transform=\"translate(14 %d) rotate(-90)\" text-anchor=\"middle\">risk: share wrong among them</text>",
                TOP + HEIGHT / 2);
        double target = y(TARGET);
        add("<line class=\"target\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>", LEFT, target, LEFT + WIDTH, target);
    }

    private void line(DemoData data, Line line, int legend) {
        ScoreEvaluation score = evaluate(data, line);
        RiskCoverageCurve curve = score.outline();
        StringBuilder points = new StringBuilder();
        for (int step = 1; step <= STEPS; step++) {
            RiskAtCoverage.Point point = RiskAtCoverage.of(curve, (double) step / STEPS);
            points.append(format(" %.1f,%.1f", x(point.coverage()), y(point.risk())));
        }
        double answered = score.coveragesAtRisk().get(0).coverage().value().get();
        add("<polyline class=\"curve %s\" points=\"%s\"/>", line.style(), points.substring(1));
        add("<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", line.style(), x(answered), y(TARGET));
        add(
                "<line class=\"curve %s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
                line.style(), LEFT + 16, legend - 4, LEFT + 40, legend - 4);
        add(
                "<text x=\"%d\" y=\"%d\">%s: answers %.1f %% at 1 %% risk</text>",
                LEFT + 48, legend, line.name(), 100 * answered);
    }

    private static ScoreEvaluation evaluate(DemoData data, Line line) {
        Score score = Score.parse(line.score());
        try (Logits logits = data.logits(line.model(), "test")) {
            EvaluationPlan plan = EvaluationPlan.of(List.of(score)).at(List.of(TARGET), List.of());
            return Evaluator.evaluate(logits, data.labels("test"), plan).score(score);
        }
    }

    private static double x(double coverage) {
        return LEFT + WIDTH * coverage;
    }

    private static double y(double risk) {
        return TOP + HEIGHT * (1 - risk / MOST_RISK);
    }

    private void add(String line, Object... values) {
        svg.append(format(line, values)).append('\n');
    }

    private static String format(String line, Object... values) {
        return String.format(Locale.ROOT, line, values);
    }
}
