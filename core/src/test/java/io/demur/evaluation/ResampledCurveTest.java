package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.metric.CoverageAtRisk;
import io.demur.metric.CurveMetric;
import io.demur.metric.RiskAtCoverage;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.ScoredLosses;
import io.demur.score.PlainScore;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A resample by weights against the same rows written out as often as they weigh. */
class ResampledCurveTest {
    private static final int LANES = PoissonWeights.LANES;
    private static final List<Double> RISKS = List.of(0.02, 0.125, 0.35, 0.6);
    private static final List<Double> COVERAGES = List.of(0.35, 0.55, 0.8, 1.0);
    private static final EvaluationPlan PLAN =
            EvaluationPlan.of(List.of(PlainScore.MSP)).at(RISKS, COVERAGES);

    private enum Losses {
        BINARY,
        FRACTIONAL
    }

    /** Resamples of a sample, and what they should give. */
    private static final class Walked {
        private final ScoredLosses samples;
        private final int[] weights;
        private final ResampledCurve curve;
        private final ResampledOracle oracle;

        Walked(ScoredLosses samples, int[] weights) {
            this.samples = samples;
            this.weights = weights;
            RankTable table = new RankTable(8 * samples.size());
            curve = new ResampledCurve(samples.ranking(), samples, PLAN, table);
            double[] losses = IntStream.range(0, samples.size())
                    .mapToDouble(samples::loss)
                    .toArray();
            oracle = new ResampledOracle(losses, PLAN, table);
            Resamples resamples = new Resamples(samples.size());
            System.arraycopy(weights, 0, resamples.weight(), 0, weights.length);
            resamples.sum(samples);
            curve.walk(resamples);
            oracle.walk(resamples);
        }

        /** The rows of a lane, each as often as it weighs. */
        RiskCoverageCurve replicated(int lane) {
            int[] rows = IntStream.range(0, samples.size())
                    .flatMap(i -> IntStream.range(0, weights[i * LANES + lane]).map(copy -> i))
                    .toArray();
            return RiskCoverageCurve.of(ScoredLosses.of(
                    Arrays.stream(rows).mapToDouble(samples::confidence).toArray(),
                    Arrays.stream(rows).mapToDouble(samples::loss).toArray()));
        }

        void agree(Set<CurveMetric> metrics, double tolerance) {
            for (int lane = 0; lane < LANES; lane++) {
                RiskCoverageCurve exact = replicated(lane);
                for (CurveMetric metric : metrics) {
                    double resampled = ResampledMetric.of(metric, curve, oracle, lane);
                    if (metric.of(exact).number().isPresent()) {
                        assertThat(resampled)
                                .as("%s, lane %d", metric, lane)
                                .isCloseTo(metric.of(exact).get(), within(tolerance));
                    } else {
                        assertThat(resampled).as("%s, lane %d", metric, lane).isNaN();
                    }
                }
                for (int r = 0; r < RISKS.size(); r++) {
                    assertThat(curve.coverageAtRisk(r, lane))
                            .as("coverage at risk %s, lane %d", RISKS.get(r), lane)
                            .isEqualTo(CoverageAtRisk.of(exact, RISKS.get(r))
                                    .number()
                                    .orElse(0));
                }
            }
        }
    }

    private static ScoredLosses draw(int n, int levels, double risk, Losses losses, SplittableRandom random) {
        double[] confidence = new double[n];
        double[] loss = new double[n];
        for (int i = 0; i < n; i++) {
            double doubt = random.nextDouble();
            confidence[i] = -Math.ceil(doubt * levels);
            boolean wrong = random.nextDouble() < 2 * risk * doubt;
            loss[i] = !wrong ? 0 : losses == Losses.BINARY ? 1 : random.nextInt(1, 9) / 8.0;
        }
        return ScoredLosses.of(confidence, loss);
    }

    private static int[] weights(int n, int bound, SplittableRandom random) {
        return random.ints((long) n * LANES, 0, bound).toArray();
    }

    private static Set<CurveMetric> exactMetrics() {
        return EnumSet.complementOf(EnumSet.of(CurveMetric.AURC_FD_SHIFTS));
    }

    @ParameterizedTest(name = "n={0} levels={1} risk={2} {3} weights below {4} seed={5}")
    @CsvSource({
        "97, 100000, 0.2, BINARY, 4, 301",
        "97, 100000, 0.45, BINARY, 2, 302",
        "180, 23, 0.1, BINARY, 4, 303",
        "180, 3, 0.3, BINARY, 3, 304",
        "60, 1, 0.3, BINARY, 3, 305",
        "97, 100000, 0.3, FRACTIONAL, 4, 306",
        "180, 17, 0.2, FRACTIONAL, 3, 307",
        "6, 100000, 0.4, BINARY, 3, 308",
        "5, 2, 0.5, BINARY, 3, 309",
        "400, 100000, 0.02, BINARY, 4, 310",
    })
    void equalsTheRowsWrittenOut(int n, int levels, double risk, Losses losses, int bound, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ScoredLosses drawn = draw(n, levels, risk, losses, random);
        int[] drawnWeights = weights(n, bound, random);
        // Every lane holds at least the first row, for nothing is to be compared with an empty resample.
        Arrays.fill(drawnWeights, 0, LANES, 1);
        new Walked(drawn, drawnWeights).agree(exactMetrics(), 1e-12);
    }

    @ParameterizedTest(name = "loss of every row {0}")
    @CsvSource({"0", "1"})
    void knowsWhatDoesNotExistWhereAllRowsAreEquallyGood(double loss) {
        double[] all = new double[7];
        Arrays.fill(all, loss);
        ScoredLosses equal = ScoredLosses.of(new double[] {3, 1, 4, 1, 5, 9, 2}, all);
        int[] some = weights(7, 3, new SplittableRandom(311));
        Arrays.fill(some, 0, LANES, 1);
        new Walked(equal, some).agree(exactMetrics(), 1e-15);
    }

    @Test
    void knowsNothingOfAnEmptyResample() {
        Walked empty = new Walked(ScoredLosses.of(new double[] {1}, new double[] {1}), new int[LANES]);
        for (CurveMetric metric : CurveMetric.values()) {
            assertThat(ResampledMetric.of(metric, empty.curve, empty.oracle, 5))
                    .as(metric.toString())
                    .isNaN();
        }
        assertThat(empty.curve.coverageAtRisk(0, 5)).isNaN();
        assertThat(empty.curve.riskAtCoverage(0, 5)).isNaN();
    }

    @ParameterizedTest(name = "n={0} risk={1} seed={2}")
    @CsvSource({"150, 0.2, 321", "90, 0.45, 322", "300, 0.05, 323"})
    void equalsSubsetsWithoutTiesInEverything(int n, double risk, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ScoredLosses drawn = draw(n, 1 << 30, risk, Losses.BINARY, random);
        int[] subset = weights(n, 2, random);
        Arrays.fill(subset, 0, 5 * LANES, 1);
        Walked test = new Walked(drawn, subset);
        test.agree(EnumSet.allOf(CurveMetric.class), 1e-13);
        for (int lane = 0; lane < LANES; lane++) {
            RiskCoverageCurve exact = test.replicated(lane);
            for (int c = 0; c < COVERAGES.size(); c++) {
                assertThat(test.curve.riskAtCoverage(c, lane))
                        .as("risk at coverage %s, lane %d", COVERAGES.get(c), lane)
                        .isEqualTo(RiskAtCoverage.of(exact, COVERAGES.get(c)).risk());
            }
        }
    }

    /** 63 / 180 is the double nearest to .35, but .35 * 180 is not 63; 55 / 100 and .55 * 100 likewise. */
    @Test
    void countsEqualityAsTheMetricsDo() {
        double[] confidence = IntStream.range(0, 200).mapToDouble(i -> -i).toArray();
        double[] loss = IntStream.range(0, 200)
                .mapToDouble(i -> (i >= 180 || i < 63) && i != 190 ? 1 : 0)
                .toArray();
        int[] all = new int[200 * LANES];
        Arrays.fill(all, 1);
        Walked test = new Walked(ScoredLosses.of(confidence, loss), all);
        test.agree(exactMetrics(), 1e-13);
        assertThat(test.curve.coverageAtRisk(RISKS.indexOf(0.35), 7)).isEqualTo(0.9);

        Arrays.fill(all, 100 * LANES, 200 * LANES, 0);
        Walked half = new Walked(
                ScoredLosses.of(
                        confidence,
                        IntStream.range(0, 200).mapToDouble(i -> i % 2).toArray()),
                all);
        assertThat(half.curve.riskAtCoverage(COVERAGES.indexOf(0.55), 7)).isEqualTo(27.0 / 55);
    }

    /**
     * Copies of one row in a stretch without loss count as adjacent ranks: the area through the block ends loses a part
     * of a trapezoid per copy, the risk at a coverage is read up to a block too early.
     */
    @ParameterizedTest(name = "n={0} levels={1} risk={2} seed={3}")
    @CsvSource({"1500, 100000000, 0.2, 331", "1500, 400, 0.1, 332"})
    void comesCloseWhereCopiesOfARowAreRankedApart(int n, int levels, double risk, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Walked test = new Walked(draw(n, levels, risk, Losses.BINARY, random), weights(n, 4, random));
        double largestBlock = 3.0 * n / levels + 6;
        for (int lane = 0; lane < LANES; lane++) {
            RiskCoverageCurve exact = test.replicated(lane);
            double fdShifts = CurveMetric.AURC_FD_SHIFTS.of(exact).get();
            assertThat(ResampledMetric.of(CurveMetric.AURC_FD_SHIFTS, test.curve, test.oracle, lane))
                    .isCloseTo(fdShifts, within(0.01 * fdShifts));
            for (int c = 0; c < COVERAGES.size(); c++) {
                double accepted = COVERAGES.get(c) * exact.samples();
                assertThat(test.curve.riskAtCoverage(c, lane))
                        .isCloseTo(
                                RiskAtCoverage.of(exact, COVERAGES.get(c)).risk(), within(2 * largestBlock / accepted));
            }
        }
    }
}
