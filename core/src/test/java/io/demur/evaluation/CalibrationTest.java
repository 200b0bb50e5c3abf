package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.math.Interval;
import io.demur.metric.ReasonCode;
import io.demur.metric.Value;
import io.demur.score.LogitNorm;
import io.demur.score.PlainScore;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calibration of the whole and of the accepted part against sums written out as the definitions say. */
class CalibrationTest {
    private static final EvaluationPlan PLAN =
            EvaluationPlan.of(List.of(PlainScore.MSP, LogitNorm.of(4))).at(List.of(), List.of(0.37, 0.8));

    private static double[] softmax(double[] v) {
        double sum = 0;
        for (double x : v) {
            sum += Math.exp(x);
        }
        double all = sum;
        return IntStream.range(0, v.length)
                .mapToDouble(k -> Math.exp(v[k]) / all)
                .toArray();
    }

    private static double sure(Model model, int i) {
        return softmax(model.row(i))[model.prediction(i)];
    }

    private static boolean right(Model model, int i) {
        return model.prediction(i) == model.label(i);
    }

    private static double mean(int[] rows, java.util.function.IntToDoubleFunction number) {
        return IntStream.of(rows).mapToDouble(number).average().orElseThrow();
    }

    private static double brier(Model model, int i) {
        double[] p = softmax(model.row(i));
        return IntStream.range(0, p.length)
                .mapToDouble(k -> Math.pow(p[k] - (k == model.label(i) ? 1 : 0), 2))
                .sum();
    }

    private static double equalWidth(Model model, int[] rows) {
        double error = 0;
        for (int b = 0; b < 15; b++) {
            double from = b / 15.0;
            double to = (b + 1) / 15.0;
            double gap = IntStream.of(rows)
                    .filter(i -> sure(model, i) > from && sure(model, i) <= to)
                    .mapToDouble(i -> sure(model, i) - (right(model, i) ? 1 : 0))
                    .sum();
            error += Math.abs(gap) / rows.length;
        }
        return error;
    }

    /** For a number of rows that 15 divides and no ties: 15 slices of the sorted rows. */
    private static double equalCount(Model model, int[] rows) {
        int[] sorted = IntStream.of(rows)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> sure(model, i)))
                .mapToInt(i -> i)
                .toArray();
        int size = rows.length / 15;
        double error = 0;
        for (int b = 0; b < 15; b++) {
            double gap = 0;
            for (int i = b * size; i < (b + 1) * size; i++) {
                gap += sure(model, sorted[i]) - (right(model, sorted[i]) ? 1 : 0);
            }
            error += Math.abs(gap) / rows.length;
        }
        return error;
    }

    private static void agree(Calibration calibration, Model model, int[] rows) {
        assertThat(calibration.samples()).isEqualTo(rows.length);
        assertThat(calibration.coverage()).isEqualTo((double) rows.length / model.size());
        double error = mean(rows, i -> right(model, i) ? 0 : 1);
        assertThat(calibration.error().value().get()).isCloseTo(error, within(1e-15));
        assertThat(calibration.ece().value().get()).isCloseTo(equalWidth(model, rows), within(1e-12));
        double logLoss = mean(rows, i -> -Math.log(softmax(model.row(i))[model.label(i)]));
        assertThat(calibration.logLoss().value().get()).isCloseTo(logLoss, within(1e-12));
        assertThat(calibration.brier().value().get()).isCloseTo(mean(rows, i -> brier(model, i)), within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {601, 602})
    void ofAllRowsIsAsDefined(long seed) {
        Model model = Model.overconfidentErrors(600, 4, seed);
        int[] all = IntStream.range(0, 600).toArray();
        Calibration calibration = Evaluator.evaluate(model.logits(), model.labels(), PLAN)
                .calibration()
                .orElseThrow();
        agree(calibration, model, all);
        assertThat(calibration.adaptiveEce().value().get()).isCloseTo(equalCount(model, all), within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {611, 612})
    void ofTheAcceptedIsOfTheSurestRowsByEachScore(long seed) {
        Model model = Model.overconfidentErrors(600, 4, seed);
        Evaluation evaluation = Evaluator.evaluate(model.logits(), model.labels(), PLAN);
        for (ScoreEvaluation score : evaluation.scores()) {
            assertThat(score.calibrationOfAccepted()).hasSize(2);
            for (int c = 0; c < 2; c++) {
                int count = (int) Math.ceil(PLAN.coverages().get(c) * 600);
                int[] accepted = IntStream.range(0, 600)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -confidence(score, model, i)))
                        .limit(count)
                        .mapToInt(i -> i)
                        .toArray();
                agree(score.calibrationOfAccepted().get(c), model, accepted);
            }
        }
    }

    private static double confidence(ScoreEvaluation score, Model model, int i) {
        if (score.score() == PlainScore.MSP) {
            return sure(model, i);
        }
        double mean = IntStream.range(0, 4)
                .mapToDouble(k -> model.row(i)[k])
                .average()
                .orElseThrow();
        double powers = IntStream.range(0, 4)
                .mapToDouble(k -> Math.pow(Math.abs(model.row(i)[k] - mean), 4))
                .sum();
        return (model.row(i)[model.prediction(i)] - mean) / Math.pow(powers, 0.25);
    }

    @Test
    void ofTheAcceptedTakesWholeTieBlocks() {
        Model ties = Model.of(new double[][] {{2, 0}, {0, 2}, {2, 0}, {1, 0}, {0, 1}}, 0, 1, 1, 0, 0);
        EvaluationPlan plan = EvaluationPlan.of(List.of(PlainScore.MSP)).at(List.of(), List.of(0.2, 0.7));
        ScoreEvaluation score =
                Evaluator.evaluate(ties.logits(), ties.labels(), plan).scores().get(0);
        assertThat(score.calibrationOfAccepted())
                .extracting(Calibration::samples)
                .containsExactly(3L, 5L);
        assertThat(score.calibrationOfAccepted().get(0).error().value().get()).isEqualTo(1.0 / 3);
        double sure = 1 / (1 + Math.exp(-2));
        assertThat(score.calibrationOfAccepted().get(0).ece().value().get()).isCloseTo(sure - 2.0 / 3, within(1e-15));
        assertThat(score.calibrationOfAccepted().get(0).adaptiveEce().value().get())
                .isCloseTo(sure - 2.0 / 3, within(1e-15));
    }

    /** The mean of a sample and its standard deviation over the root of n, 1.96 of which reach to either end. */
    @Test
    void meansHaveNormalIntervalsAndTheErrorAnExactOne() {
        Model model = Model.overconfidentErrors(600, 4, 621);
        Calibration calibration = Evaluator.evaluate(model.logits(), model.labels(), PLAN)
                .calibration()
                .orElseThrow();
        double mean = calibration.brier().value().get();
        double variance = IntStream.range(0, 600)
                        .mapToDouble(i -> Math.pow(brier(model, i) - mean, 2))
                        .sum()
                / 599;
        Interval interval = calibration.brier().interval().orElseThrow();
        assertThat(interval.upper()).isCloseTo(mean + 1.959963984540054 * Math.sqrt(variance / 600), within(1e-12));
        assertThat(interval.lower()).isCloseTo(2 * mean - interval.upper(), within(1e-12));
        assertThat(calibration.error().method()).isEqualTo(Estimate.Method.EXACT_BINOMIAL);
        assertThat(calibration.ece().interval()).isEmpty();
    }

    /** The normal interval of few rows, most of them as wrong as can be, would reach beyond what the number can be. */
    @Test
    void theIntervalOfTheBrierScoreEndsWhereTheScoreDoes() {
        Model model = Model.of(new double[][] {{9, 0}, {9, 0}, {0, 9}, {9, 0}, {0, 1}}, 1, 1, 0, 1, 1);
        Calibration calibration = Evaluator.evaluate(
                        model.logits(), model.labels(), EvaluationPlan.of(List.of(PlainScore.MSP)))
                .calibration()
                .orElseThrow();
        assertThat(calibration.brier().value().get()).isBetween(1.5, 2.0);
        assertThat(calibration.brier().interval().orElseThrow().upper()).isEqualTo(2);
        assertThat(calibration.logLoss().interval().orElseThrow().upper()).isGreaterThan(9);
    }

    @Test
    void ofNothingIsUndefined() {
        assertThat(io.demur.metric.Ece.equalWidth(new double[0], new boolean[0]))
                .isEqualTo(Value.undefined(ReasonCode.NOTHING_ACCEPTED));
    }
}
