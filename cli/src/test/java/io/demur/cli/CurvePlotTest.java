package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.io.json.EvaluatedModel;
import io.demur.logits.ArrayLogits;
import io.demur.logits.Labels;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurvePlotTest {
    private static final List<Score> SCORES = List.of(PlainScore.MSP, Score.parse("logit-norm"));

    private static EvaluatedModel model(String name, int... labels) {
        double[] logits = {9, 0, 0, 8, 0, 1, 5, 1, 0, 3, 2, 0, 2, 1.5, 0};
        return EvaluatedModel.of(
                name,
                Evaluator.evaluate(ArrayLogits.of(logits, 3), Labels.of(labels), EvaluationPlan.of(SCORES)),
                List.of());
    }

    @Test
    void theCurveEndsAtTheErrorAndStartsAtZero() {
        String[] lines = CurvePlot.of(List.of(model("m", 0, 0, 0, 0, 1))).split("\n", -1);
        assertThat(lines[0]).isEqualTo("risk");
        assertThat(lines[1]).startsWith(" 20.0 % ┤").endsWith("●");
        assertThat(lines[12]).startsWith("  0.0 % ┤●●●●●");
        assertThat(lines[14]).contains("50 %", "100 % answered");
        assertThat(lines[15]).endsWith("● msp");
    }

    @Test
    void severalModelsAreNamedAndWithoutErrorsTheLineIsFlat() {
        String text = CurvePlot.of(List.of(model("good", 0, 0, 0, 0, 0), model("also", 0, 0, 0, 0, 0)));
        assertThat(text).contains("● good msp", "○ also msp");
        assertThat(text.lines().filter(line -> line.contains("┤●"))).hasSize(1);
    }
}
