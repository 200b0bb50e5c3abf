package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.evaluation.Evaluation.Warning;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.metric.CurveMetric;
import io.demur.metric.Loss;
import io.demur.metric.ReasonCode;
import io.demur.score.BadRows;
import io.demur.score.LogitNorm;
import io.demur.score.PlainScore;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
    private static final EvaluationPlan PLAN = EvaluationPlan.of(EvaluationPlan.usualScores(6));
    private static final double[][] COSTS = {
        {0, 0.25, 1, 1, 1, 0.5},
        {0.125, 0, 1, 1, 1, 1},
        {1, 1, 0, 0.3, 1, 1},
        {1, 1, 0.7, 0, 1, 1},
        {1, 1, 1, 1, 0, 0.9},
        {1, 1, 1, 1, 0.1, 0},
    };

    private static Evaluation evaluate(Model model, EvaluationPlan plan) {
        return Evaluator.evaluate(model.logits(), model.labels(), plan);
    }

    private static Model withIgnoredAndBroken(Model model) {
        return model.label(0, Labels.IGNORED)
                .label(17, Labels.IGNORED)
                .logit(1, 2, Double.NaN)
                .logit(44, 0, Double.POSITIVE_INFINITY)
                .logit(45, 5, Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest(name = "step {0}, order {1}, {2} threads, costs {3}")
    @CsvSource({
        "0.000001, 2, 1, false",
        "0.5, 3, 1, false",
        "0.5, 4, 2, false",
        "0.000001, 5, 3, true",
        "0.5, 6, 3, true"
    })
    void dependsNeitherOnThreadsNorOnTheOrderOfRows(double step, long order, int threads, boolean costs) {
        Model model =
                withIgnoredAndBroken(Model.overconfidentErrors(3_000, 6, 501).rounded(step));
        EvaluationPlan plan = PLAN.with(BadRows.SKIP).with(costs ? Loss.costs(COSTS) : Loss.error());
        assertThat(Digits.of(evaluate(model.shuffled(order), plan.withThreads(threads))))
                .isEqualTo(Digits.of(evaluate(model, plan.withThreads(1))));
    }

    @Test
    void takesBothZerosForOne() {
        EvaluationPlan plan = EvaluationPlan.of(List.of(PlainScore.MAX_LOGIT));
        Model model = Model.of(new double[][] {{-0.0, -2, -3}, {0.0, -1, -4}, {1, 0, 0}}, 0, 1, 2);
        String digits = Digits.of(evaluate(model, plan));
        assertThat(digits).doesNotContain("-0.0");
        assertThat(Digits.of(evaluate(model.pick(1, 0, 2), plan))).isEqualTo(digits);
    }

    @Test
    void leavesOutWhatIsIgnoredOrSkippedAndCountsIt() {
        Model model = Model.honest(60, 6, 502);
        int[] kept = IntStream.range(0, 60)
                .filter(i -> i != 0 && i != 17 && i != 1 && i != 44 && i != 45)
                .toArray();
        Evaluation some = evaluate(withIgnoredAndBroken(model), PLAN.with(BadRows.SKIP));
        assertThat(some.ignored()).isEqualTo(2);
        assertThat(some.skipped()).isEqualTo(3);
        assertThat(Digits.of(some).replace("6 55 2 3", "6 55 0 0"))
                .isEqualTo(Digits.of(evaluate(model.pick(kept), PLAN)));
    }

    @Test
    void refusesRowsThatAreNotFiniteUnlessTold() {
        Model model = Model.honest(60, 6, 503).logit(41, 2, Double.NaN).logit(44, 0, Double.NaN);
        assertThatThrownBy(() -> evaluate(model, PLAN))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("row 41");
        assertThatThrownBy(() -> evaluate(model.slice(41, 42), PLAN.with(BadRows.SKIP)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no row is left");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"EXACT", "BOUNDED"})
    void refusesLabelsThatDoNotFit(EvaluationPlan.Mode mode) {
        Model model = Model.honest(60, 6, 504);
        EvaluationPlan plan = PLAN.with(mode);
        assertThatThrownBy(() -> evaluate(model.label(7, 6), plan))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("label 6 at row 7 is not below the number of classes 6");
        Labels fewer = model.slice(0, 59).labels();
        assertThatThrownBy(() -> Evaluator.evaluate(model.logits(), fewer, plan))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("59 labels")
                .hasMessageContaining("60 rows");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"EXACT", "BOUNDED"})
    void refusesCostsOfAnotherNumberOfClasses(EvaluationPlan.Mode mode) {
        EvaluationPlan plan =
                EvaluationPlan.of(List.of(PlainScore.MSP)).with(mode).with(Loss.costs(COSTS));
        for (int classes : new int[] {3, 7}) {
            assertThatThrownBy(() -> evaluate(Model.honest(60, classes, 505), plan))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("is for 6 classes, the logits have " + classes);
        }
    }

    @Test
    void measuresCostsInsteadOfErrors() {
        Model model = Model.honest(400, 6, 506);
        double cost = IntStream.range(0, 400)
                        .mapToDouble(i -> COSTS[model.label(i)][model.prediction(i)])
                        .sum()
                / 400;
        Evaluation evaluation = evaluate(model, PLAN.with(Loss.costs(COSTS)));
        assertThat(evaluation.error().value().get()).isCloseTo(cost, within(1e-15));
        assertThat(evaluation.error().interval()).isEmpty();
        ScoreEvaluation msp = evaluation.score(PlainScore.MSP);
        assertThat(msp.outline().fullRisk()).isCloseTo(cost, within(1e-15));
        assertThat(msp.metric(CurveMetric.AURC).value().get()).isLessThan(cost);
        assertThat(msp.metric(CurveMetric.AURC).interval()).isPresent();
        double[][] errors = new double[6][6];
        for (int truth = 0; truth < 6; truth++) {
            for (int prediction = 0; prediction < 6; prediction++) {
                errors[truth][prediction] = truth == prediction ? 0 : 1;
            }
        }
        // A matrix of 0 and 1 is the error; only the exact binomial interval asks for the plain error.
        assertThat(evaluate(model, PLAN.with(Loss.costs(errors))).scores())
                .extracting(ScoreEvaluation::metrics)
                .isEqualTo(evaluate(model, PLAN).scores().stream()
                        .map(ScoreEvaluation::metrics)
                        .toList());
    }

    private static final double[][] DISTINCT = {{3, 1, 0}, {0, 2, 1}, {0, 1, 4}, {5, 1, 3}};

    @ParameterizedTest(name = "labels {0} {1} {2} {3}: {4}")
    @CsvSource({
        "0, 1, 2, 0, ALL_RIGHT",
        "1, 0, 0, 2, ALL_WRONG",
        "0, 0, 0, 0, ONE_CLASS",
    })
    void warnsOfLabelsThatLeaveLittleToMeasure(int a, int b, int c, int d, ReasonCode reason) {
        Evaluation evaluation = evaluate(Model.of(DISTINCT, a, b, c, d), EvaluationPlan.of(List.of(PlainScore.MSP)));
        assertThat(evaluation.warnings()).extracting(Warning::reason).containsExactly(reason);
    }

    @Test
    void warnsOfFlatRowsProbabilitiesAndCopies() {
        EvaluationPlan plan = EvaluationPlan.of(List.of(PlainScore.MSP, LogitNorm.of(2)));
        Evaluation flat = evaluate(Model.of(new double[][] {{5, 5, 5}, {-1, -1, -1}}, 0, 2), plan);
        assertThat(flat.warnings()).extracting(Warning::reason).containsExactly(ReasonCode.ALL_FLAT);
        assertThat(flat.scores())
                .allSatisfy(score -> assertThat(score.reasons()).contains(ReasonCode.ALL_TIED));

        Evaluation probabilities = evaluate(Model.of(new double[][] {{.5, .3, .2}, {.1, .1, .8}}, 0, 1), plan);
        assertThat(probabilities.warnings())
                .extracting(Warning::reason)
                .containsExactly(ReasonCode.LOOKS_LIKE_PROBABILITIES);

        double[][] rows = {DISTINCT[0], DISTINCT[1], DISTINCT[0], DISTINCT[0], DISTINCT[3]};
        Evaluation copies = evaluate(Model.of(rows, 0, 2, 0, 1, 0), plan);
        // The second copy has another label, so it is other data.
        assertThat(copies.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.reason()).isEqualTo(ReasonCode.DUPLICATE_ROWS);
            assertThat(warning.detail()).startsWith("1 of 5 rows");
        });
    }

    @Test
    void saysOfOneSampleWhatCanBeSaid() {
        Evaluation one = evaluate(
                Model.of(new double[][] {{3, 1, 0}}, 1),
                PLAN.withBootstrap(20, 1).with(Loss.error()));
        assertThat(one.warnings())
                .extracting(Warning::reason)
                .containsExactly(ReasonCode.ONE_SAMPLE, ReasonCode.ONE_CLASS, ReasonCode.ALL_WRONG);
        ScoreEvaluation msp = one.score(PlainScore.MSP);
        assertThat(msp.metric(CurveMetric.AURC).value().get()).isEqualTo(1);
        assertThat(msp.metric(CurveMetric.AURC_TORCH_UNCERTAINTY).value())
                .isEqualTo(io.demur.metric.Value.undefined(ReasonCode.ONE_SAMPLE));
        assertThat(msp.metric(CurveMetric.AUROC).value())
                .isEqualTo(io.demur.metric.Value.undefined(ReasonCode.ALL_WRONG));
    }

    @Test
    void findsTheBestScoreWhicheverWayAMetricPoints() {
        Evaluation evaluation = evaluate(Model.overconfidentErrors(3_000, 6, 507), PLAN);
        double least = evaluation
                .best(CurveMetric.AURC)
                .orElseThrow()
                .metric(CurveMetric.AURC)
                .value()
                .get();
        double most = evaluation
                .best(CurveMetric.AUROC)
                .orElseThrow()
                .metric(CurveMetric.AUROC)
                .value()
                .get();
        assertThat(evaluation.scores()).allSatisfy(score -> {
            assertThat(score.metric(CurveMetric.AURC).value().get()).isGreaterThanOrEqualTo(least);
            assertThat(score.metric(CurveMetric.AUROC).value().get()).isLessThanOrEqualTo(most);
        });
        assertThat(evaluation.best(CurveMetric.AURC).orElseThrow().score()).isInstanceOf(LogitNorm.class);
    }
}
