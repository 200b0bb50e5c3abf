package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.metric.CurveMetric;
import io.demur.metric.ScoredLosses;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The size of the paired test where nothing differs, and its power where something does. */
class PairedTestTest {
    private static final List<CurveMetric> METRICS = List.of(CurveMetric.AURC, CurveMetric.AUGRC, CurveMetric.AUROC);

    /** What two rankings of the same rows share. */
    private enum Design {
        /** Two scores of one model: the same errors, the same signal, noise of each one's own. */
        TWO_SCORES,
        /** The same on five levels: mostly ties. */
        TWO_COARSE_SCORES,
        /** Two models: the same difficulty, errors and noise of each one's own. */
        TWO_MODELS;

        /** Rankings alike but for the noise of the second, and for models the chance of its errors. */
        RankedSamples[] draw(int n, double noise, double risk, SplittableRandom random) {
            double[][] confidence = new double[2][n];
            double[][] loss = new double[2][n];
            for (int i = 0; i < n; i++) {
                double doubt = random.nextDouble();
                loss[0][i] = random.nextDouble() < 0.5 * doubt * doubt ? 1 : 0;
                boolean wrong = random.nextDouble() < risk * doubt * doubt;
                loss[1][i] = this == TWO_MODELS ? (wrong ? 1 : 0) : loss[0][i];
                confidence[0][i] = coarse(0.2 * random.nextGaussian() - doubt);
                confidence[1][i] = coarse(noise * random.nextGaussian() - doubt);
            }
            return new RankedSamples[] {
                RankedSamples.of(ScoredLosses.of(confidence[0], loss[0])),
                RankedSamples.of(ScoredLosses.of(confidence[1], loss[1]))
            };
        }

        private double coarse(double confidence) {
            return this == TWO_COARSE_SCORES ? Math.rint(3 * confidence) : confidence;
        }
    }

    /** Share of draws in which the test rejects at 5 %, by metric. */
    private static double[] rejected(Design design, int n, double noise, double risk, int draws, long seed) {
        int[] rejections = LongStream.range(0, draws)
                .parallel()
                .mapToObj(draw -> design.draw(n, noise, risk, new SplittableRandom(seed * 1_000_003 + draw)))
                .map(two -> METRICS.stream()
                        .mapToInt(metric -> rejects(metric, two))
                        .toArray())
                .reduce(new int[METRICS.size()], PairedTestTest::sum);
        return Arrays.stream(rejections)
                .mapToDouble(count -> (double) count / draws)
                .toArray();
    }

    private static int rejects(CurveMetric metric, RankedSamples[] two) {
        PairedDifference paired =
                PairedDifference.of(metric, two[0], two[1], 0.95).orElseThrow();
        assertThat(paired.excludesZero()).isEqualTo(paired.pValue() < 0.05);
        return paired.excludesZero() ? 1 : 0;
    }

    private static int[] sum(int[] a, int[] b) {
        return IntStream.range(0, a.length).map(i -> a[i] + b[i]).toArray();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("ties inside runs of one loss change no area, and what rounding makes of it is no evidence")
    void tiesWithoutConsequence(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (double risk : new double[] {0.1, 0.5, 1}) {
            for (int n = 1000; n < 1040; n++) {
                double[] loss = new double[n];
                double[] falling = new double[n];
                double[] tied = new double[n];
                for (int i = 0; i < n; i++) {
                    loss[i] = random.nextDouble() < risk ? 1 : 0;
                    falling[i] = -i;
                    boolean joins = i > 0 && loss[i] == loss[i - 1] && random.nextInt(3) > 0;
                    tied[i] = joins ? tied[i - 1] : -i;
                }
                RankedSamples first = RankedSamples.of(ScoredLosses.of(falling, loss));
                RankedSamples second = RankedSamples.of(ScoredLosses.of(tied, loss));
                for (CurveMetric metric : risk < 1 ? METRICS : List.of(CurveMetric.AURC, CurveMetric.AUGRC)) {
                    PairedDifference paired =
                            PairedDifference.of(metric, first, second, 0.95).orElseThrow();
                    assertThat(paired.excludesZero()).isFalse();
                    assertThat(paired.pValue()).isEqualTo(1);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} n={1} seed={2}")
    @CsvSource({"TWO_SCORES, 400, 201", "TWO_COARSE_SCORES, 400, 202", "TWO_MODELS, 400, 203"})
    void rarelyRejectsWhereNothingDiffers(Design design, int n, long seed) {
        judgeSize(design, n, 2_000, seed);
    }

    /** More draws: of 2,000 at a true size of 5 %, one in fifty shows 6 % by chance. */
    @Tag("slow")
    @ParameterizedTest(name = "{0} n={1} seed={2}")
    @CsvSource({"TWO_SCORES, 2000, 211", "TWO_COARSE_SCORES, 2000, 212", "TWO_MODELS, 2000, 213"})
    void rarelyRejectsWhereNothingDiffersInLargerSamples(Design design, int n, long seed) {
        judgeSize(design, n, 10_000, seed);
    }

    private static void judgeSize(Design design, int n, int draws, long seed) {
        double[] sizes = rejected(design, n, 0.2, 0.5, draws, seed);
        for (CurveMetric metric : METRICS) {
            double size = sizes[METRICS.indexOf(metric)];
            System.out.printf(
                    "%s by %s, n=%d: rejects a true null in %.2f %% of %d%n", design, metric, n, 100 * size, draws);
            assertThat(size).as("%s by %s", design, metric).isBetween(0.04, 0.06);
        }
    }

    @ParameterizedTest(name = "{0} n={1} noise {2} instead of 0.2, risk {3} instead of 0.5, seed={4}")
    @CsvSource({
        "TWO_SCORES, 2000, 0.3, 0.5, 221",
        "TWO_COARSE_SCORES, 2000, 0.3, 0.5, 222",
        "TWO_MODELS, 2000, 0.2, 0.65, 223"
    })
    void mostlyRejectsWhereTheSecondIsWorse(Design design, int n, double noise, double risk, long seed) {
        double[] powers = rejected(design, n, noise, risk, 400, seed);
        for (CurveMetric metric : METRICS) {
            double power = powers[METRICS.indexOf(metric)];
            System.out.printf(
                    "%s by %s, n=%d, noise %.2f, risk %.2f: power %.1f %%%n",
                    design, metric, n, noise, risk, 100 * power);
            if (design != Design.TWO_MODELS || metric != CurveMetric.AUROC) {
                assertThat(power).as("%s by %s", design, metric).isGreaterThan(0.5);
            }
        }
    }

    @Test
    void findsNothingBetweenARankingAndItself() {
        RankedSamples ranked = Design.TWO_SCORES.draw(50, 0.2, 0.5, new SplittableRandom(231))[0];
        for (CurveMetric metric : METRICS) {
            PairedDifference paired =
                    PairedDifference.of(metric, ranked, ranked, 0.95).orElseThrow();
            assertThat(paired.difference()).isZero();
            assertThat(paired.pValue()).isEqualTo(1);
            assertThat(paired.excludesZero()).isFalse();
        }
    }

    /**
     * Eight rows, confidence 8..1 against 8..3, 1, 2, the least confident wrong:
     *
     * <pre>{@code
     * from sklearn.metrics import roc_auc_score
     * roc_auc_score([1,1,1,1,1,1,1,0], [8,7,6,5,4,3,2,1])  # 1.0
     * roc_auc_score([1,1,1,1,1,1,1,0], [8,7,6,5,4,3,1,2])  # 0.857142857142857
     * }</pre>
     */
    @Test
    void reportsBothValuesAndTheirDifference() {
        double[] loss = {0, 0, 0, 0, 0, 0, 0, 1};
        RankedSamples first = RankedSamples.of(ScoredLosses.of(new double[] {8, 7, 6, 5, 4, 3, 2, 1}, loss.clone()));
        RankedSamples second = RankedSamples.of(ScoredLosses.of(new double[] {8, 7, 6, 5, 4, 3, 1, 2}, loss.clone()));
        PairedDifference paired =
                PairedDifference.of(CurveMetric.AUROC, first, second, 0.9).orElseThrow();
        assertThat(paired.first()).isEqualTo(1);
        assertThat(paired.second()).isCloseTo(6.0 / 7, within(1e-15));
        assertThat(paired.difference()).isCloseTo(-1.0 / 7, within(1e-15));
        assertThat(paired.samples()).isEqualTo(8);
        assertThat(paired.interval().lower() + paired.interval().upper()).isCloseTo(-2.0 / 7, within(1e-15));
    }
}
