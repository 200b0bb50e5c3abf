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
import io.demur.metric.BoundedCurve;
import io.demur.metric.Bounds;
import io.demur.metric.CurveMetric;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.ScoredLosses;
import io.demur.metric.Value;
import io.demur.report.FigureFiles;
import io.demur.report.HtmlReport;
import io.demur.report.Report;
import io.demur.score.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Table, CSV, JSON, page, figures and the plot of the terminal show what the evaluation says, even where it is wrong: none
 * of them computes a metric.
 */
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
            metrics.put(METRICS.get(i), exactly(FALSE[i]));
        }
        return with(score, metrics, score.curve());
    }

    private static Estimate exactly(double value) {
        return Estimate.of(Bounds.exact(Value.of(value)));
    }

    private static ScoreEvaluation with(ScoreEvaluation score, Map<CurveMetric, Estimate> metrics, BoundedCurve curve) {
        return new ScoreEvaluation(
                score.score(),
                metrics,
                score.coveragesAtRisk(),
                score.risksAtCoverage(),
                score.calibrationOfAccepted(),
                score.classesOfAccepted(),
                curve,
                score.reasons());
    }

    private static List<EvaluatedModel> models(Evaluation honestly, UnaryOperator<ScoreEvaluation> lie) {
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
                honestly.scores().stream().map(lie).toList(),
                honestly.warnings());
        return List.of(EvaluatedModel.of("m", falsely, List.of()));
    }

    private static Report report(List<EvaluatedModel> models) {
        return Report.of("t", new Report.Origin("test", "test"), models);
    }

    @Test
    void everyRendererShowsAFalsifiedNumber() {
        Evaluation honestly = evaluation();
        List<EvaluatedModel> models = models(honestly, RenderingTest::falsified);
        String page = HtmlReport.text(report(models));
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

    @Test
    void figuresShowAFalsifiedNumber(@TempDir Path folder) throws IOException {
        Evaluation honestly = evaluation();
        FigureFiles.write(folder, report(models(honestly, RenderingTest::falsified)));
        assertThat(folder.resolve("risk-coverage.svg")).content().contains("87.65 % AURC[mean]");
        assertThat(folder.resolve("aurc-by-score.svg")).content().contains("0.8765");
        assertThat(folder.resolve("aurc-by-norm-order.svg")).content().contains("0.876543");
        for (ScoreEvaluation score : honestly.scores()) {
            double honest = score.metric(CurveMetric.AURC).value().get();
            for (String figure : List.of("risk-coverage", "aurc-by-score", "aurc-by-norm-order")) {
                assertThat(folder.resolve(figure + ".svg"))
                        .content()
                        .doesNotContain(
                                String.format(Locale.ROOT, "%.4f", honest),
                                String.format(Locale.ROOT, "%.2f %% AURC", 100 * honest));
            }
        }
    }

    /** Half of four rows are wrong, the surest of them. */
    private static BoundedCurve falseCurve() {
        return BoundedCurve.exact(
                RiskCoverageCurve.of(ScoredLosses.of(new double[] {4, 3, 2, 1}, new double[] {1, 1, 0, 0})));
    }

    @Test
    void curvesAreDrawnAsTheEvaluationHasThem(@TempDir Path folder) throws IOException {
        List<EvaluatedModel> models = models(evaluation(), score -> with(score, score.metrics(), falseCurve()));
        FigureFiles.write(folder, report(models));
        assertThat(folder.resolve("risk-coverage.svg"))
                .content()
                .contains("100.00 % at 50.0 % coverage, 50.00 % at full coverage");
        List<String> plot = CurvePlot.of(models).lines().toList();
        assertThat(plot.get(1)).startsWith("100.0 % ┤●●●").doesNotEndWith("●".repeat(40));
        assertThat(plot.get(6)).endsWith("●");
        assertThat(plot.get(12)).doesNotContain("●");
    }

    @Test
    void thePlotOfTheTerminalTakesTheBestByTheEvaluationsNumber() {
        Evaluation honestly = evaluation();
        Score worst = honestly.scores().stream()
                .max(Comparator.comparingDouble(
                        score -> score.metric(CurveMetric.AURC).value().get()))
                .orElseThrow()
                .score();
        assertThat(worst).isNotEqualTo(honestly.scores().get(0).score());
        List<EvaluatedModel> models = models(honestly, score -> {
            Map<CurveMetric, Estimate> metrics = new EnumMap<>(score.metrics());
            metrics.put(CurveMetric.AURC, exactly(score.score().equals(worst) ? 1e-6 : 0.5));
            return with(score, metrics, score.curve());
        });
        assertThat(CurvePlot.of(models)).contains("● msp", "○ " + EvaluationTable.shortName(worst.toString()));
    }
}
