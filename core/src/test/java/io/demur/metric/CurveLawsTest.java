package io.demur.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.logits.InputException;
import io.demur.metric.Aurc.Convention;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveLawsTest {
    private static final int TRIALS = 40;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void areWhatTheirDefinitionsSay(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < TRIALS; trial++) {
            Design design = Design.spread(random, 2 + random.nextInt(60));
            RiskCoverageCurve curve = design.exact();
            NaiveMetrics naive = NaiveMetrics.of(design.confidence(), design.loss());
            NaiveMetrics oracle = NaiveMetrics.oracle(design.loss());
            for (Convention convention : Convention.values()) {
                expect(Aurc.of(curve, convention), naive.aurc(convention));
                expect(Aurc.oracle(curve, convention), oracle.aurc(convention));
            }
            expect(Value.of(Augrc.of(curve)), naive.augrc());
            expect(Value.of(Augrc.oracle(curve)), oracle.augrc());
            expect(Augrc.torchUncertainty(curve), naive.augrcTorchUncertainty());
            if (curve.degenerate().isEmpty()) {
                expect(Auroc.of(curve), NaiveMetrics.auroc(design.confidence(), design.loss()));
                expect(AveragePrecision.of(curve), naive.averagePrecision());
                expect(FprAtTpr.of(curve), naive.fprAt95Tpr());
            }
            double r = random.nextDouble();
            expect(Value.of(CoverageAtRisk.of(curve, r).number().orElse(0)), naive.coverageAtRisk(r));
            double c = 1 - random.nextDouble();
            expect(Value.of(RiskAtCoverage.of(curve, c).risk()), naive.riskAtCoverage(c));
        }
    }

    private static void expect(Value actual, double expected) {
        assertThat(actual.get()).isCloseTo(expected, within(1e-13));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    @DisplayName("permuting the rows changes no digit of any metric, in either mode")
    void permutationInvariance(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 15; trial++) {
            Design design = Design.crowded(random, 1 + random.nextInt(200));
            List<Integer> order = IntStream.range(0, design.size()).boxed().collect(Collectors.toList());
            Collections.shuffle(order, random);
            Design shuffled = design.reordered(order.stream().mapToInt(i -> i).toArray());
            assertThat(allOf(shuffled.exact())).isEqualTo(allOf(design.exact()));
            assertThat(allOf(shuffled.bounded())).isEqualTo(allOf(design.bounded()));
            assertThat(CurveMetric.allOf(design.bounded()).values()).containsExactlyElementsOf(allOf(design.bounded()));
        }
    }

    static List<Value> allOf(RiskCoverageCurve curve) {
        return Arrays.stream(CurveMetric.values()).map(m -> m.of(curve)).toList();
    }

    static List<Bounds> allOf(BoundedCurve curve) {
        return Arrays.stream(CurveMetric.values()).map(m -> m.of(curve)).toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    @DisplayName("a strictly increasing map of the confidence changes no digit")
    void mapInvariance(long seed) {
        Random random = new Random(seed);
        List<DoubleUnaryOperator> maps =
                List.of(x -> 3 * x - 7, x -> x * x * x, x -> -1 / (1 + x), StrictMath::exp, x -> x * 0x1p-900);
        for (int trial = 0; trial < TRIALS; trial++) {
            Design design = Design.spread(random, 1 + random.nextInt(100));
            for (DoubleUnaryOperator map : maps) {
                double[] mapped = Arrays.stream(design.confidence()).map(map).toArray();
                assertThat(allOf(Vectors.curve(mapped, design.loss()))).isEqualTo(allOf(design.exact()));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34})
    @DisplayName("no ranking beats the oracle, and a perfect one reaches it")
    void oracleIsBest(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < TRIALS; trial++) {
            Design design = Design.spread(random, 2 + random.nextInt(100));
            RiskCoverageCurve curve = design.exact();
            double[] surest = Arrays.stream(design.loss()).sorted().map(l -> -l).toArray();
            double[] distinct =
                    IntStream.range(0, surest.length).mapToDouble(i -> -i).toArray();
            RiskCoverageCurve perfect =
                    Vectors.curve(distinct, Arrays.stream(surest).map(l -> -l).toArray());
            for (Convention convention : Convention.values()) {
                if (convention == Convention.FD_SHIFTS) {
                    assertThat(EAurc.of(perfect, convention).get()).isCloseTo(0, within(1e-14));
                } else {
                    assertThat(EAurc.of(curve, convention).get()).isNotNegative();
                    assertThat(EAurc.of(perfect, convention).get()).isZero();
                }
            }
            assertThat(Augrc.of(curve)).isGreaterThan(Augrc.oracle(curve) - 1e-14);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {41, 42, 43})
    @DisplayName("AUGRC = (1 - AUROC) a (1 - a) + (1 - a)^2 / 2 for 0/1 losses, ties and all")
    void augrcIsAurocAndAccuracy(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < TRIALS; trial++) {
            Design design = Design.spread(random, 2 + random.nextInt(300));
            RiskCoverageCurve curve = design.exact();
            if (design.binary() && curve.degenerate().isEmpty()) {
                double error = curve.fullRisk();
                double identity = (1 - Auroc.of(curve).get()) * (1 - error) * error + error * error / 2;
                assertThat(Augrc.of(curve)).isCloseTo(identity, within(1e-14));
            }
        }
    }

    @Test
    void infiniteConfidencesAndZerosOfBothSigns() {
        double infinity = Double.POSITIVE_INFINITY;
        RiskCoverageCurve curve = Vectors.curve(new double[] {0.0, infinity, -0.0, -infinity, infinity}, 1, 0, 0, 1, 0);
        assertThat(curve.points()).isEqualTo(3);
        assertThat(curve.accepted(1)).isEqualTo(4);
        assertThat(curve.confidence(0)).isEqualTo(infinity);
        assertThat(curve.confidence(1)).isEqualTo(0);
        assertThat(Auroc.of(curve).get()).isCloseTo(5.5 / 6, within(1e-15));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32})
    void errorsCountedPerConfidenceAreTheCurve(long seed) {
        Random random = new Random(seed);
        double[] confidence = new double[300];
        double[] loss = new double[300];
        TreeMap<Double, long[]> counts = new TreeMap<>(Comparator.reverseOrder());
        for (int i = 0; i < confidence.length; i++) {
            confidence[i] = random.nextInt(40) / 8.0;
            loss[i] = random.nextInt(5) == 0 ? 1 : 0;
            long[] count = counts.computeIfAbsent(confidence[i], c -> new long[2]);
            count[0]++;
            count[1] += (long) loss[i];
        }
        double[] distinct =
                counts.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        long[] samples = counts.values().stream().mapToLong(count -> count[0]).toArray();
        long[] errors = counts.values().stream().mapToLong(count -> count[1]).toArray();
        RiskCoverageCurve curve = RiskCoverageCurve.ofErrors(distinct, samples, errors);
        assertThat(allOf(BoundedCurve.exact(curve)))
                .isEqualTo(allOf(BoundedCurve.exact(RiskCoverageCurve.of(ScoredLosses.of(confidence, loss)))));
        errors[3] = samples[3] + 1;
        assertThatThrownBy(() -> RiskCoverageCurve.ofErrors(distinct, samples, errors))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("count 3: ");
    }
}
