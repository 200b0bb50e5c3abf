package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.evaluation.CurveSketch.Point;
import io.demur.logits.ArrayLogits;
import io.demur.logits.Labels;
import io.demur.metric.CoverageAtRisk;
import io.demur.metric.RiskAtCoverage;
import io.demur.metric.RiskCoverageCurve;
import io.demur.score.PlainScore;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveSketchTest {
    private static final EvaluationPlan PLAN =
            EvaluationPlan.of(List.of(PlainScore.MSP)).at(List.of(0.013, 0.05), List.of(0.37));

    private static ScoreEvaluation draw(long seed, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] logits = new double[3 * rows];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = random.nextInt(3);
            for (int k = 0; k < 3; k++) {
                logits[3 * i + k] = random.nextDouble(4) + (k == labels[i] ? random.nextDouble(5) : 0);
            }
        }
        return Evaluator.evaluate(ArrayLogits.of(logits, 3), Labels.of(labels), PLAN)
                .scores()
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void linesKeepWithinTheToleranceOfBothRisksAtEveryPoint(long seed) {
        ScoreEvaluation score = draw(seed, 20_000);
        RiskCoverageCurve curve = score.outline();
        CurveSketch sketch = CurveSketch.of(score, PLAN);
        List<Point> points = sketch.points();
        assertThat(points).hasSizeLessThanOrEqualTo(CurveSketch.MOST_POINTS);
        assertThat(sketch.tolerance()).isBetween(CurveSketch.LEAST_TOLERANCE, 0.01);
        double slack = sketch.tolerance() + 1e-12;
        int right = 1;
        for (int at = 0; at < curve.points(); at++) {
            while (points.get(right).accepted() < curve.accepted(at)) {
                right++;
            }
            Point a = points.get(right - 1);
            Point b = points.get(right);
            double share = (double) (curve.accepted(at) - a.accepted()) / (b.accepted() - a.accepted());
            assertThat(a.risk() + share * (b.risk() - a.risk())).isCloseTo(curve.risk(at), within(slack));
            assertThat((a.loss() + share * (b.loss() - a.loss())) / curve.samples())
                    .isCloseTo(curve.loss(at) / curve.samples(), within(slack));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void endsAndOperatingPointsAreThoseOfTheCurve(long seed) {
        ScoreEvaluation score = draw(seed, 9_000);
        RiskCoverageCurve curve = score.outline();
        double threshold = curve.confidence(4_321) - 1e-9;
        CurveSketch sketch = CurveSketch.of(score, PLAN, List.of(threshold));
        assertThat(sketch.points().get(0).accepted()).isEqualTo(curve.accepted(0));
        assertThat(sketch.at(1).accepted()).isEqualTo(curve.samples());
        for (double risk : new double[] {0.001, 0.01, 0.013, 0.05, 0.2}) {
            double attained = CoverageAtRisk.of(curve, risk).number().orElse(0);
            assertThat(sketch.within(risk).map(sketch::coverage).orElse(0.0)).isEqualTo(attained);
        }
        for (double coverage : new double[] {0.1, 0.37, 0.5, 1}) {
            RiskAtCoverage.Point point = RiskAtCoverage.of(curve, coverage);
            assertThat(sketch.at(coverage).risk()).isEqualTo(point.risk());
            assertThat(sketch.coverage(sketch.at(coverage))).isEqualTo(point.coverage());
        }
        assertThat(sketch.above(threshold).orElseThrow().accepted()).isEqualTo(curve.accepted(4_321));
    }

    @Test
    void shortCurvesAreKeptWhole() {
        ScoreEvaluation score = draw(6, 400);
        CurveSketch sketch = CurveSketch.of(score, PLAN);
        assertThat(sketch.points()).hasSize(score.outline().points()).hasSize(sketch.attainable());
        assertThat(sketch.tolerance()).isZero();
        assertThat(sketch.above(Double.POSITIVE_INFINITY)).isEmpty();
    }

    @Test
    void intervalsAreExactBinomial() {
        // scipy 1.11.4: binomtest(5, 100).proportion_ci(0.95, "exact") = (0.01643188, 0.11283491)
        double[] logits = new double[200];
        int[] labels = new int[100];
        for (int i = 0; i < 100; i++) {
            logits[2 * i] = 1;
            labels[i] = i < 5 ? 1 : 0;
        }
        ScoreEvaluation score = Evaluator.evaluate(ArrayLogits.of(logits, 2), Labels.of(labels), PLAN)
                .scores()
                .get(0);
        Point only = CurveSketch.of(score, PLAN).points().get(0);
        assertThat(only.interval().orElseThrow().lower()).isCloseTo(0.01643188, within(5e-9));
        assertThat(only.interval().orElseThrow().upper()).isCloseTo(0.11283491, within(5e-9));
    }

    @Test
    void countsByClassAddUp() {
        double[] logits = {2, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 4};
        Evaluation evaluation = Evaluator.evaluate(
                ArrayLogits.of(logits, 3),
                Labels.of(new int[] {0, 1, 1, 2}),
                EvaluationPlan.of(List.of(PlainScore.MAX_LOGIT)).at(List.of(), List.of(0.5)));
        assertThat(evaluation.classCounts().orElseThrow().classes())
                .containsExactly(
                        new ClassCounts.Count(1, 2, 1), new ClassCounts.Count(2, 1, 1), new ClassCounts.Count(1, 1, 1));
        assertThat(evaluation.scores().get(0).classesOfAccepted().get(0).classes())
                .containsExactly(
                        new ClassCounts.Count(0, 1, 0), new ClassCounts.Count(1, 0, 0), new ClassCounts.Count(1, 1, 1));
    }
}
