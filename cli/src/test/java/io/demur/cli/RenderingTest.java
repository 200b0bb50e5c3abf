package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.evaluation.Estimate;
import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.json.EvaluationJson;
import io.demur.logits.ArrayLogits;
import io.demur.logits.Labels;
import io.demur.metric.Bounds;
import io.demur.metric.CurveMetric;
import io.demur.metric.Value;
import io.demur.report.HtmlReport;
import io.demur.report.Report;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Table, CSV, JSON and page show what the evaluation says, even where it is wrong: none of them computes a metric. */
class RenderingTest {
    private static final int ROWS = 400;
    private static final int CLASSES = 4;
    private static final List<CurveMetric> METRICS = List.of(CurveMetric.AURC, CurveMetric.AUGRC, CurveMetric.AUROC);
    /** No metric of the made-up rows is near these. */
    private static final double[] FALSE = {0.876543, 0.765432, 0.123457};

    private static Evaluation evaluation() {
        SplittableRandom random = new SplittableRandom(3);
        double[] logits = new double[ROWS * CLASSES];
        int[] labels = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = random.nextInt(CLASSES);
            for (int k = 0; k < CLASSES; k++) {
                logits[i * CLASSES + k] = 2 * random.nextDouble() + (k == labels[i] ? 1 : 0);
            }
        }
        EvaluationPlan plan = EvaluationPlan.of(EvaluationPlan.usualScores(CLASSES));
        return Evaluator.evaluate(ArrayLogits.of(logits, CLASSES), Labels.of(labels), plan);
    }

    private static ScoreEvaluation falsified(ScoreEvaluation score) {
        Map<CurveMetric, Estimate> metrics = new EnumMap<>(score.metrics());
        for (int i = 0; i < FALSE.length; i++) {
            metrics.put(METRICS.get(i), Estimate.of(Bounds.exact(Value.of(FALSE[i]))));
        }
        return new ScoreEvaluation(
                score.score(),
                metrics,
                score.coveragesAtRisk(),
                score.risksAtCoverage(),
                score.calibrationOfAccepted(),
                score.classesOfAccepted(),
                score.curve(),
                score.reasons());
    }

    @Test
    void everyRendererShowsAFalsifiedNumber() {
        Evaluation honestly = evaluation();
        Evaluation falsely = new Evaluation(
                honestly.name(),
                honestly.plan(),
                honestly.classes(),
                honestly.samples(),
                honestly.ignored(),
                honestly.skipped(),
                honestly.dataDigest(),
                honestly.error(),
                honestly.calibration(),
                honestly.classCounts(),
                honestly.scores().stream().map(RenderingTest::falsified).toList(),
                honestly.warnings());
        List<EvaluatedModel> models = List.of(EvaluatedModel.of("m", falsely, List.of()));
        String page = HtmlReport.text(Report.of("t", new Report.Origin("test", "test"), models));
        String scores = page.substring(page.indexOf("id=\"scores\""), page.indexOf("<h3>Calibration"));
        for (int i = 0; i < FALSE.length; i++) {
            String lie = Double.toString(FALSE[i]);
            assertThat(EvaluationTable.text(models)).contains(lie);
            assertThat(EvaluationCsv.text(models)).contains(lie);
            assertThat(EvaluationJson.of("test", models, false).toString()).contains(lie);
            // In the page's table once for every score; the honest number in none of these cells.
            assertThat(scores.split(Pattern.quote(">" + String.format(Locale.ROOT, "%.4f", FALSE[i]) + "<"), -1))
                    .hasSize(honestly.scores().size() + 1);
            for (ScoreEvaluation score : honestly.scores()) {
                String honest =
                        Double.toString(score.metric(METRICS.get(i)).value().get());
                assertThat(EvaluationTable.text(models)).doesNotContain(honest.substring(0, 8));
                assertThat(EvaluationCsv.text(models)).doesNotContain(honest);
                assertThat(EvaluationJson.of("test", models, false).toString()).doesNotContain(honest);
            }
        }
        assertThat(page).contains("87.65 % AURC[mean]");
    }
}
