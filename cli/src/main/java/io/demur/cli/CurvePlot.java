package io.demur.cli;

import io.demur.evaluation.CurveSketch;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A risk-coverage plot for a terminal, in letters: what the table shows, at a glance. */
final class CurvePlot {
    private static final int COLUMNS = 60;
    private static final int LINES = 12;
    private static final int LEFT = 9;
    private static final String MARKS = "●○▲△■□";
    /** Below this coverage the risk jumps too wildly to set the scale. */
    private static final double LEAST_COVERAGE = 0.05;

    private final List<Curve> curves = new ArrayList<>();

    private record Curve(String name, CurveSketch sketch) {
        double risk(int column) {
            return sketch.at((column + 1.0) / COLUMNS).risk();
        }
    }

    private CurvePlot() {}

    /** msp and the best score by AURC[mean] of every model, as far as there are marks for them. */
    static String of(List<EvaluatedModel> models) {
        CurvePlot plot = new CurvePlot();
        for (EvaluatedModel model : models) {
            List<ScoreEvaluation> scores = model.evaluation().scores();
            ScoreEvaluation plain = scores.get(0);
            plot.add(model, plain, models.size() > 1);
            model.evaluation()
                    .best(io.demur.metric.CurveMetric.AURC)
                    .filter(best -> !best.equals(plain))
                    .ifPresent(best -> plot.add(model, best, models.size() > 1));
        }
        return plot.text();
    }

    private void add(EvaluatedModel model, ScoreEvaluation score, boolean several) {
        if (curves.size() < MARKS.length()) {
            String name = EvaluationTable.shortName(model.title(score.score()));
            curves.add(new Curve(
                    several ? model.name() + " " + name : name,
                    CurveSketch.of(score, model.evaluation().plan())));
        }
    }

    private String text() {
        double top = 0;
        for (Curve curve : curves) {
            for (int column = (int) (LEAST_COVERAGE * COLUMNS); column < COLUMNS; column++) {
                top = Math.max(top, curve.risk(column));
            }
        }
        StringBuilder text = new StringBuilder("risk\n");
        char[][] grid = draw(top > 0 ? top : 1);
        for (int line = 0; line < LINES; line++) {
            boolean labelled = line % 4 == 0 || line == LINES - 1;
            double risk = (top > 0 ? top : 1) * (LINES - 1 - line) / (LINES - 1);
            String label = labelled ? Numbers.percent(risk, 1) : "";
            text.append(" ".repeat(Math.max(0, LEFT - 2 - label.length())))
                    .append(label)
                    .append(labelled ? " ┤" : " │")
                    .append(new String(grid[line]).stripTrailing())
                    .append('\n');
        }
        text.append(" ".repeat(LEFT - 1))
                .append('└')
                .append("─".repeat(COLUMNS))
                .append('\n');
        text.append(" ".repeat(LEFT))
                .append("0 %")
                .append(" ".repeat(COLUMNS / 2 - 6))
                .append("50 %");
        text.append(" ".repeat(COLUMNS / 2 - 14)).append("100 % answered\n");
        for (int i = 0; i < curves.size(); i++) {
            text.append(" ".repeat(LEFT))
                    .append(MARKS.charAt(i))
                    .append(' ')
                    .append(curves.get(i).name());
            text.append('\n');
        }
        return text.append('\n').toString();
    }

    /** The first curves lie on top. */
    private char[][] draw(double top) {
        char[][] grid = new char[LINES][COLUMNS];
        for (char[] line : grid) {
            Arrays.fill(line, ' ');
        }
        for (int i = curves.size() - 1; i >= 0; i--) {
            for (int column = 0; column < COLUMNS; column++) {
                double share = Math.min(1, curves.get(i).risk(column) / top);
                grid[LINES - 1 - (int) Math.round(share * (LINES - 1))][column] = MARKS.charAt(i);
            }
        }
        return grid;
    }
}
