package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.demur.evaluation.Evaluation.Warning;
import io.demur.evaluation.EvaluationPlan.Mode;
import io.demur.logits.InputException;
import io.demur.metric.Bounds;
import io.demur.metric.CurveMetric;
import io.demur.metric.Loss;
import io.demur.metric.ReasonCode;
import io.demur.score.BadRows;
import io.demur.score.PlainScore;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The modes of fixed memory against the values of all rows. */
class StreamEvaluatorTest {
    private static final EvaluationPlan PLAN = EvaluationPlan.of(EvaluationPlan.usualScores(4))
            .at(List.of(0.01, 0.05, 0.1, 0.2), List.of(0.1, 0.5, 0.8, 1.0));

    private static Evaluation evaluate(Model model, EvaluationPlan plan) {
        return Evaluator.evaluate(model.logits(), model.labels(), plan);
    }

    private static Loss costs() {
        double[][] costs = {{0, .25, .5, 1}, {.125, 0, 1, 1}, {1, .375, 0, .75}, {.5, 1, .0625, 0}};
        return Loss.costs(costs);
    }

    @ParameterizedTest(name = "n={0} step {1} costs {2} threads {3} seed {4}")
    @CsvSource({
        "20000, 1e-9, false, 3, 1101",
        "20000, 1e-9, true, 2, 1102",
        "5000, 0.25, false, 1, 1103",
        "3, 1e-9, false, 1, 1104",
    })
    void containsTheExactValues(int n, double step, boolean withCosts, int threads, long seed) {
        contains(n, step, withCosts ? costs() : Loss.error(), threads, seed);
    }

    @Tag("slow")
    @ParameterizedTest(name = "n={0} costs {1} seed {2}")
    @CsvSource({"1000000, false, 1111", "400000, true, 1112"})
    void containsTheExactValuesOfManyRows(int n, boolean withCosts, long seed) {
        contains(n, 1e-9, withCosts ? costs() : Loss.error(), 2, seed);
    }

    private static void contains(int n, double step, Loss loss, int threads, long seed) {
        Model model = Model.overconfidentErrors(n, 4, seed).rounded(step);
        Evaluation exact = evaluate(model, PLAN.with(loss));
        Evaluation bounded = evaluate(model, PLAN.with(loss).with(Mode.BOUNDED).withThreads(threads));
        assertThat(bounded.dataDigest()).isEqualTo(exact.dataDigest());
        assertThat(bounded.error()).isEqualTo(exact.error());
        for (ScoreEvaluation score : exact.scores()) {
            ScoreEvaluation wide = bounded.score(score.score());
            for (CurveMetric metric : CurveMetric.values()) {
                String where = score.score() + " " + metric;
                contains(
                        where,
                        wide.metric(metric).bounds(),
                        score.metric(metric).bounds());
            }
            for (int r = 0; r < PLAN.risks().size(); r++) {
                contains(
                        score.score() + " coverage at " + PLAN.risks().get(r),
                        wide.coveragesAtRisk().get(r).coverage().bounds(),
                        score.coveragesAtRisk().get(r).coverage().bounds());
            }
            for (int c = 0; c < PLAN.coverages().size(); c++) {
                contains(
                        score.score() + " risk at " + PLAN.coverages().get(c),
                        wide.risksAtCoverage().get(c).risk().bounds(),
                        score.risksAtCoverage().get(c).risk().bounds());
            }
        }
        assertThat(width(bounded.score(PlainScore.MSP))).as("width for msp").isLessThan(2e-4);
        // The norm of order 10 crowds near 1, where a prefix spans 1e-6.
        assertThat(bounded.scores())
                .allSatisfy(score -> assertThat(width(score)).isLessThan(1e-3));
        assertThat(bounded.classCounts()).isEqualTo(exact.classCounts());
    }

    @ParameterizedTest(name = "n={0} step {1} threads {2} seed {3}")
    @CsvSource({"20000, 1e-9, 3, 1131", "5000, 0.25, 2, 1132", "1, 1, 1, 1133"})
    void onDiskEveryNumberIsThatOfMemory(int n, double step, int threads, long seed) {
        Model model = Model.overconfidentErrors(n, 4, seed).rounded(step);
        Evaluation memory = evaluate(model, PLAN);
        Evaluation disk = evaluate(model, PLAN.with(Mode.EXACT_ON_DISK).withThreads(threads));
        assertThat(disk.dataDigest()).isEqualTo(memory.dataDigest());
        assertThat(disk.error()).isEqualTo(memory.error());
        assertThat(disk.classCounts()).isEqualTo(memory.classCounts());
        for (ScoreEvaluation score : memory.scores()) {
            ScoreEvaluation same = disk.score(score.score());
            for (CurveMetric metric : CurveMetric.values()) {
                assertThat(same.metric(metric).bounds())
                        .as("%s %s", score.score(), metric)
                        .isEqualTo(score.metric(metric).bounds());
            }
            assertThat(same.coveragesAtRisk().stream().map(at -> at.coverage().bounds()))
                    .containsExactlyElementsOf(score.coveragesAtRisk().stream()
                            .map(at -> at.coverage().bounds())
                            .toList());
        }
    }

    @Test
    void onDiskThereAreNoCosts() {
        assertThatThrownBy(() -> PLAN.with(costs()).with(Mode.EXACT_ON_DISK))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("for right and wrong");
    }

    private static double width(ScoreEvaluation score) {
        return score.metric(CurveMetric.AURC).bounds().width().orElseThrow();
    }

    /** Up to rounding: sums over other blocks round otherwise. An infeasible coverage counts as 0. */
    private static void contains(String where, Bounds bounds, Bounds exact) {
        if (exact.lower().number().isEmpty() && bounds.lower().number().isEmpty()) {
            assertThat(bounds.lower()).as(where).isEqualTo(exact.lower());
            return;
        }
        double slack = 1e-12;
        double value = exact.lower().number().orElse(0);
        assertThat(bounds.lower().number().orElse(0) - slack)
                .as("%s lower", where)
                .isLessThanOrEqualTo(value);
        assertThat(bounds.upper().number().orElseThrow() + slack)
                .as("%s upper", where)
                .isGreaterThanOrEqualTo(value);
    }

    @ParameterizedTest(name = "order {0}, {1} threads, costs {2}")
    @CsvSource({"2, 1, false", "3, 2, true", "4, 3, false"})
    void dependsNeitherOnThreadsNorOnTheOrderOfRows(long order, int threads, boolean withCosts) {
        Model model = Model.overconfidentErrors(5_000, 4, 1_121).label(3, -1).logit(9, 1, Double.NaN);
        EvaluationPlan plan =
                PLAN.with(withCosts ? costs() : Loss.error()).with(Mode.BOUNDED).with(BadRows.SKIP);
        Evaluation expected = evaluate(model, plan.withThreads(1));
        assertThat(expected.ignored()).isEqualTo(1);
        assertThat(expected.skipped()).isEqualTo(1);
        assertThat(Digits.of(evaluate(model.shuffled(order), plan.withThreads(threads))))
                .isEqualTo(Digits.of(expected));
    }

    /** Logits on a grid of sixteenths: no two values of these scores share a prefix. */
    @Test
    void agreesToTheLastDigitWhereEveryPrefixHoldsOneScore() {
        EvaluationPlan plan = EvaluationPlan.of(List.of(PlainScore.MAX_LOGIT, PlainScore.LOGIT_MARGIN))
                .at(PLAN.risks(), PLAN.coverages());
        Model model = Model.honest(8_000, 4, 1_131).rounded(1.0 / 16);
        Evaluation exact = evaluate(model, plan);
        Evaluation bounded = evaluate(model, plan.with(Mode.BOUNDED));
        for (ScoreEvaluation score : exact.scores()) {
            ScoreEvaluation other = bounded.score(score.score());
            assertThat(other.curve().isExact()).isTrue();
            score.metrics().forEach((metric, estimate) -> assertThat(
                            other.metric(metric).bounds())
                    .as(metric.toString())
                    .isEqualTo(estimate.bounds()));
            assertThat(other.coveragesAtRisk()).isEqualTo(score.coveragesAtRisk());
            assertThat(other.risksAtCoverage())
                    .extracting(
                            ScoreEvaluation.RiskAt::attained, at -> at.risk().bounds())
                    .isEqualTo(score.risksAtCoverage().stream()
                            .map(at -> tuple(at.attained(), at.risk().bounds()))
                            .toList());
        }
    }

    private static final double[][] DISTINCT = {{3, 1, 0, 0}, {0, 2, 1, 0}, {0, 1, 4, 0}, {5, 1, 3, 1}};

    @ParameterizedTest(name = "labels {0} {1} {2} {3}: {4}")
    @CsvSource({"0, 1, 2, 0, ALL_RIGHT", "1, 0, 0, 2, ALL_WRONG", "0, 0, 0, 0, ONE_CLASS"})
    void warnsOfLabelsThatLeaveLittleToMeasure(int a, int b, int c, int d, ReasonCode reason) {
        Evaluation evaluation = evaluate(Model.of(DISTINCT, a, b, c, d), PLAN.with(Mode.BOUNDED));
        assertThat(evaluation.warnings()).extracting(Warning::reason).containsExactly(reason);
    }

    @Test
    void warnsAsTheExactModeDoesButForCopies() {
        Model flat = Model.of(new double[][] {{5, 5, 5, 5}, {-1, -1, -1, -1}}, 0, 2);
        Model probabilities = Model.of(new double[][] {{.5, .3, .2, 0}, {.1, .1, .7, .1}}, 0, 1);
        Model one = Model.of(new double[][] {{3, 0, 0, 0}}, 1);
        for (Model model : List.of(flat, probabilities, one)) {
            assertThat(evaluate(model, PLAN.with(Mode.BOUNDED)).warnings())
                    .isNotEmpty()
                    .isEqualTo(evaluate(model, PLAN).warnings());
        }
        Model copies = Model.of(new double[][] {{3, 0, 0, 0}, {3, 0, 0, 0}, {1, 2, 0, 0}}, 0, 0, 0);
        assertThat(evaluate(copies, PLAN).warnings())
                .extracting(Warning::reason)
                .contains(ReasonCode.DUPLICATE_ROWS);
        assertThat(evaluate(copies, PLAN.with(Mode.BOUNDED)).warnings())
                .extracting(Warning::reason)
                .doesNotContain(ReasonCode.DUPLICATE_ROWS);
    }
}
