package io.demur.metric;

import static io.demur.metric.Aurc.Convention.FD_SHIFTS;
import static io.demur.metric.Aurc.Convention.MEAN;
import static io.demur.metric.Aurc.Convention.PAPER;
import static io.demur.metric.Aurc.Convention.TORCH_UNCERTAINTY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.metric.Aurc.Convention;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AurcTest {
    private static final double TWELVE = 5.1e-13;

    /** Recipe: the defining sums in exact fractions, losses replaced by their tie-block means, printed to 12 digits. */
    @ParameterizedTest(name = "{0}: mean {1}, paper {2}, torch-uncertainty {3}, fd-shifts {4}, oracle mean {5}")
    @CsvSource({
        "V1, .13, .09, .1125, .09, .13",
        "V2, .456666666667, .436666666667, .420833333333, .536666666667, .04",
        "V3, .221904761905, .201904761905, .224338624339, .201904761905, .112619047619",
        "V4, .5, .4375, .5, .5, .208333333333",
        "V5, .5, .4375, .5, .5, .208333333333",
        "V6, .379166666667, .3375, .371666666667, .363888888889, .191666666667"
    })
    void values(Vectors vector, double mean, double paper, double torch, double fdShifts, double oracle) {
        RiskCoverageCurve curve = vector.curve();
        assertThat(Aurc.of(curve)).isCloseTo(mean, within(TWELVE));
        assertThat(Aurc.of(curve, MEAN)).isEqualTo(Value.of(Aurc.of(curve)));
        assertThat(Aurc.of(curve, PAPER).get()).isCloseTo(paper, within(TWELVE));
        assertThat(Aurc.of(curve, TORCH_UNCERTAINTY).get()).isCloseTo(torch, within(TWELVE));
        assertThat(Aurc.of(curve, FD_SHIFTS).get()).isCloseTo(fdShifts, within(TWELVE));
        assertThat(Aurc.oracle(curve, MEAN).get()).isCloseTo(oracle, within(TWELVE));
    }

    @Test
    @DisplayName("the order in which tied samples come changes no digit of any convention")
    void tiesAreBlind() {
        for (Convention convention : Convention.values()) {
            assertThat(Aurc.of(Vectors.V4.curve(), convention)).isEqualTo(Aurc.of(Vectors.V5.curve(), convention));
        }
    }

    /** Recipe: exact fractions; p = .1 .2 .3 .4 .2, y = 0 0 1 1 0, confidence max(p, 1-p). */
    @Test
    void binaryExample() {
        RiskCoverageCurve curve = Vectors.curve(new double[] {.9, .8, .7, .6, .8}, 0, 0, 1, 1, 0);
        assertThat(Aurc.of(curve, TORCH_UNCERTAINTY).get()).isCloseTo(.1125, within(1e-16));
    }

    /** Recipe: trapezoids over tie-block ends in exact fractions; right = i mod 2 where not said otherwise. */
    @Test
    void hundredPoints() {
        double[] linear = IntStream.range(0, 100).mapToDouble(i -> i / 99.0).toArray();
        double[] plateaus =
                IntStream.range(0, 100).mapToDouble(i -> (1 + i / 25) / 5.0).toArray();
        double[] alternating =
                IntStream.range(0, 100).mapToDouble(i -> 1 - i % 2).toArray();
        double[] falling =
                IntStream.range(0, 100).mapToDouble(i -> 1 - i / 99.0).toArray();
        assertThat(fdShifts(new double[100], alternating)).isCloseTo(.5, within(1e-15));
        assertThat(fdShifts(linear, alternating)).isCloseTo(.48281112575762547, within(1e-15));
        assertThat(fdShifts(linear, falling)).isCloseTo(.2475, within(1e-15));
        assertThat(fdShifts(plateaus, alternating)).isCloseTo(.4908333333, within(5.1e-11));
    }

    private static double fdShifts(double[] confidence, double[] loss) {
        return Aurc.of(Vectors.curve(confidence, loss), FD_SHIFTS).get();
    }

    @ParameterizedTest(name = "{1} errors among {0}: {2}")
    @CsvSource({
        "5, 2, .13",
        "10, 4, .112619047619",
        "100, 20, .022481409045",
        "1000, 200, .021585121449",
        "50000, 10000, .021487158934"
    })
    void oracle(int n, int wrong, double expected) {
        RiskCoverageCurve curve = Vectors.perfect(n, wrong);
        assertThat(Aurc.oracle(curve, MEAN).get()).isCloseTo(expected, within(TWELVE));
        assertThat(Aurc.of(curve)).isCloseTo(expected, within(TWELVE));
    }

    @Test
    @DisplayName("for many samples the oracle is err + (1 - err) ln(1 - err)")
    void oracleOfManySamples() {
        double limit = .2 + .8 * Math.log(.8);
        assertThat(Aurc.oracle(Vectors.perfect(1_000_000, 200_000), MEAN).get()).isCloseTo(limit, within(1e-6));
    }

    @ParameterizedTest(name = "n = {0}")
    @ValueSource(ints = {2, 3, 17, 1000})
    void theEndsOfTheRange(int n) {
        double[] confidence = IntStream.range(0, n).mapToDouble(i -> i % 7).toArray();
        double[] wrong = IntStream.range(0, n).mapToDouble(i -> 1).toArray();
        RiskCoverageCurve allWrong = Vectors.curve(confidence, wrong);
        assertThat(Aurc.of(allWrong)).isEqualTo(1);
        assertThat(Aurc.of(allWrong, TORCH_UNCERTAINTY).get()).isCloseTo(1, within(1e-15));
        assertThat(Aurc.of(allWrong, PAPER).get()).isCloseTo(1 - .5 / n, within(1e-15));
        RiskCoverageCurve allRight = Vectors.curve(confidence, new double[n]);
        for (Convention convention : Convention.values()) {
            assertThat(Aurc.of(allRight, convention)).isEqualTo(Value.of(0));
        }
    }

    @Test
    void ofOneSampleIsItsLoss() {
        RiskCoverageCurve one = Vectors.curve(new double[] {-3}, .375);
        assertThat(Aurc.of(one)).isEqualTo(.375);
        assertThat(Aurc.of(one, PAPER)).isEqualTo(Value.of(.1875));
        assertThat(Aurc.of(one, FD_SHIFTS)).isEqualTo(Value.of(.375));
        assertThat(Aurc.of(one, TORCH_UNCERTAINTY)).isEqualTo(Value.undefined(ReasonCode.ONE_SAMPLE));
        assertThat(Aurc.oracle(one, TORCH_UNCERTAINTY)).isEqualTo(Value.undefined(ReasonCode.ONE_SAMPLE));
    }

    @Test
    @DisplayName("fd-shifts can fall below its oracle under ties, the others cannot")
    void fdShiftsBelowItsOracle() {
        RiskCoverageCurve curve = Vectors.curve(new double[] {2, 2, 1, 1}, 0, 0, 1, 1);
        assertThat(EAurc.of(curve, FD_SHIFTS).get()).isCloseTo(6.0 / 48 - 7.0 / 48, within(1e-16));
        assertThat(EAurc.of(curve, MEAN)).isEqualTo(Value.of(0));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("mean is the expectation over all orders of the tied samples, enumerated")
    void isTheExpectationOverTieOrders(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 4; trial++) {
            double[] confidence = random.ints(6, 0, 3).mapToDouble(i -> i).toArray();
            double[] loss = random.ints(6, 0, 5).mapToDouble(i -> i / 4.0).toArray();
            double expected = permutations(6).stream()
                    .mapToDouble(order -> inOrder(confidence, loss, order))
                    .average()
                    .orElseThrow();
            assertThat(Aurc.of(Vectors.curve(confidence, loss))).isCloseTo(expected, within(1e-14));
        }
    }

    /** (1/n) sum r_i without a rule for ties: a stable sort of the samples in the given order. */
    private static double inOrder(double[] confidence, double[] loss, List<Integer> order) {
        List<Integer> sorted = new ArrayList<>(order);
        sorted.sort((a, b) -> Double.compare(confidence[b], confidence[a]));
        double sum = 0;
        double total = 0;
        for (int i = 0; i < sorted.size(); i++) {
            total += loss[sorted.get(i)];
            sum += total / (i + 1);
        }
        return sum / sorted.size();
    }

    private static List<List<Integer>> permutations(int n) {
        List<List<Integer>> all = new ArrayList<>();
        if (n == 0) {
            all.add(List.of());
            return all;
        }
        for (List<Integer> shorter : permutations(n - 1)) {
            for (int at = 0; at < n; at++) {
                List<Integer> longer = new ArrayList<>(shorter);
                longer.add(at, n - 1);
                all.add(longer);
            }
        }
        return all;
    }
}
