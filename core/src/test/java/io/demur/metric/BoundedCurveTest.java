package io.demur.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of one-pass counts contain the value that all samples would give. */
class BoundedCurveTest {
    private static final int TRIALS = 60;
    /** Bounds and values are rounded each on its own; the slack is that of a hundred additions near 1. */
    private static final double ROUNDING = 1e-14;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void boundsContainTheExactValueOfEveryMetric(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < TRIALS; trial++) {
            Design design = Design.crowded(random, 1 + random.nextInt(trial % 2 == 0 ? 8 : 80));
            RiskCoverageCurve exact = design.exact();
            BoundedCurve bounded = design.bounded();
            for (CurveMetric metric : CurveMetric.values()) {
                expect(metric.of(bounded), metric.of(exact), metric + " of " + design);
            }
        }
    }

    private static void expect(Bounds bounds, Value exact, String of) {
        if (exact.number().isEmpty()) {
            assertThat(bounds).as(of).isEqualTo(Bounds.exact(exact));
            return;
        }
        expect(bounds.lower().get(), exact.get(), bounds.upper().get(), of);
    }

    private static void expect(double lower, double exact, double upper, String of) {
        double slack = ROUNDING * Math.max(1, Math.abs(exact));
        assertThat(exact).as(of).isBetween(lower - slack, upper + slack);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void boundsContainCoverageAtRisk(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < TRIALS; trial++) {
            Design design = Design.crowded(random, 1 + random.nextInt(60));
            RiskCoverageCurve exact = design.exact();
            BoundedCurve bounded = design.bounded();
            for (int i = 0; i < 20; i++) {
                double attained = exact.risk(random.nextInt(exact.points()));
                double r = design.binary() && i % 2 == 0 ? attained : random.nextDouble();
                Bounds bounds = CoverageAtRisk.bounds(bounded, r);
                double lower = bounds.lower().number().orElse(0);
                double upper = bounds.upper().number().orElse(0);
                double value = CoverageAtRisk.of(exact, r).number().orElse(0);
                assertThat(value).as("risk %s of %s", r, design).isBetween(lower, upper);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void boundsContainRiskAtCoverage(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < TRIALS; trial++) {
            Design design = Design.crowded(random, 1 + random.nextInt(60));
            RiskCoverageCurve exact = design.exact();
            BoundedCurve bounded = design.bounded();
            for (int i = 0; i < 20; i++) {
                double attained = exact.coverage(random.nextInt(exact.points()));
                double c = i % 2 == 0 ? attained : 1 - random.nextDouble();
                Bounds bounds = RiskAtCoverage.bounds(bounded, c);
                double value = RiskAtCoverage.of(exact, c).risk();
                String of = "coverage " + c + " of " + design;
                expect(bounds.lower().get(), value, bounds.upper().get(), of);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {51, 52, 53, 54})
    @DisplayName("where every prefix holds one distinct score the two modes agree digit for digit")
    void exactWherePrefixesHoldOneScore(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 25; trial++) {
            Design design = Design.spread(random, 1 + random.nextInt(150));
            BoundedCurve bounded = design.bounded();
            assertThat(bounded.isExact()).isTrue();
            assertThat(CurveLawsTest.allOf(bounded)).isEqualTo(CurveLawsTest.allOf(BoundedCurve.exact(design.exact())));
            assertThat(bounded.outline().degenerate()).isEqualTo(design.exact().degenerate());
            double r = random.nextDouble();
            assertThat(CoverageAtRisk.bounds(bounded, r)).isEqualTo(Bounds.exact(CoverageAtRisk.of(design.exact(), r)));
            assertThat(RiskAtCoverage.of(bounded.outline(), 1 - r)).isEqualTo(RiskAtCoverage.of(design.exact(), 1 - r));
            assertThat(RiskAtCoverage.bounds(bounded, 1 - r).isExact()).isTrue();
        }
    }

    @Test
    @DisplayName("the bounds are attained by the two extreme orders of a block")
    void boundsAreTight() {
        double[] crowded =
                IntStream.range(0, 5).mapToDouble(i -> 0.7 * (1 - i * 0x1p-40)).toArray();
        BoundedCurve bounded = Vectors.bounded(crowded, 0, 1, 0, 0, 1);
        double best = Aurc.of(Vectors.curve(crowded, 0, 0, 0, 1, 1));
        double worst = Aurc.of(Vectors.curve(crowded, 1, 1, 0, 0, 0));
        assertThat(CurveMetric.AURC.of(bounded)).isEqualTo(new Bounds(Value.of(best), Value.of(worst)));
        assertThat(CurveMetric.AUROC.of(bounded)).isEqualTo(new Bounds(Value.of(0), Value.of(1)));
        assertThat(CoverageAtRisk.bounds(bounded, .3))
                .isEqualTo(new Bounds(CoverageAtRisk.of(bounded.outline(), .3), Value.of(.8)));
        assertThat(RiskAtCoverage.bounds(bounded, .6).lower()).isEqualTo(Value.of(0));
        assertThat(bounded.mixed(0)).isTrue();
        assertThat(bounded.best().points()).isEqualTo(2);
        assertThat(bounded.worst().loss(0)).isEqualTo(2);
        assertThat(bounded.outline().confidence(0))
                .as("accepts the block and no more")
                .isBetween(crowded[4] - 0x1p-20, crowded[4]);
    }

    @Test
    @DisplayName("fd-shifts: a block of right predictions behind an error sags below its chord")
    void fdShiftsBetweenBlocks() {
        double[] confidence = new double[40];
        double[] loss = new double[40];
        confidence[0] = 0.99;
        loss[0] = 1;
        for (int i = 1; i < 40; i++) {
            confidence[i] = 0.7 * (1 - i * 0x1p-40);
        }
        Value exact = Aurc.of(Vectors.curve(confidence, loss), Aurc.Convention.FD_SHIFTS);
        Bounds bounds = CurveMetric.AURC_FD_SHIFTS.of(Vectors.bounded(confidence, loss));
        assertThat(exact.get()).isBetween(bounds.lower().get(), bounds.upper().get());
        double chord = (1 + 39 * (1 + 1 / 40.0) / 2) / 40;
        assertThat(exact.get()).isLessThan(chord / 2);
    }

    @ParameterizedTest(name = "{0} samples of loss 1 among fractions")
    @ValueSource(ints = {2, 3, 10, 57})
    @DisplayName("rounding in a sum of fractions neither adds nor drops a sample of the extreme orders")
    void extremeOrdersKeepTheirCounts(int ones) {
        Random random = new Random(ones);
        for (int trial = 0; trial < 50; trial++) {
            int n = ones + 20;
            double[] confidence = new double[n];
            double[] loss = new double[n];
            for (int i = 0; i < n; i++) {
                boolean crowd = i < ones;
                confidence[i] = crowd ? 0.7 * (1 - i * 0x1p-40) : 0.9 + i * 0x1p-9;
                loss[i] = crowd ? 1 : random.nextDouble();
            }
            BoundedCurve bounded = Vectors.bounded(confidence, loss);
            for (RiskCoverageCurve order : new RiskCoverageCurve[] {bounded.best(), bounded.worst()}) {
                assertThat(order.samples()).isEqualTo(n);
                assertThat(order.totalLoss()).isEqualTo(bounded.outline().totalLoss());
            }
        }
    }
}
