package io.demur.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.demur.testing.HighPrecision;
import io.demur.testing.Scoring;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sure rows stay apart: where a probability would round to 1, the scores still rank by the true order. */
class SurenessTest {

    /** {@code ln(pi_max / (1 - pi_max))} to 50 digits. */
    private static BigDecimal mspLogit(double[] row) {
        double[] v = row.clone();
        Arrays.sort(v);
        BigDecimal second = new BigDecimal(v[v.length - 2]);
        BigDecimal rest = IntStream.range(0, v.length - 1)
                .mapToObj(k -> HighPrecision.exp(new BigDecimal(v[k]).subtract(second)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new BigDecimal(v[v.length - 1]).subtract(second).subtract(HighPrecision.log(rest));
    }

    @ParameterizedTest(name = "seed {0}, {1} classes, scale {2}")
    @CsvSource({"1, 2, 1e4", "2, 3, 1e4", "3, 6, 1e4", "4, 6, 30", "5, 40, 1"})
    @DisplayName("msp has the true value and the true order, whatever the gap")
    void mspIsTrue(long seed, int classes, double scale) {
        double[][] rows = Scoring.rows(seed, 60, classes, scale);
        double[] msp = Scoring.of("msp", rows);
        BigDecimal[] exact = Arrays.stream(rows).map(SurenessTest::mspLogit).toArray(BigDecimal[]::new);
        for (int r = 0; r < rows.length; r++) {
            assertThat(msp[r]).isCloseTo(exact[r].doubleValue(), within(1e-15 * Math.max(4, Math.abs(msp[r]))));
        }
        Integer[] byExact = IntStream.range(0, rows.length).boxed().toArray(Integer[]::new);
        Integer[] byScore = byExact.clone();
        Arrays.sort(byExact, Comparator.comparing(r -> exact[r]));
        Arrays.sort(byScore, Comparator.comparing(r -> msp[r]));
        assertThat(byScore).containsExactly(byExact);
    }

    @Test
    @DisplayName("at a probability of 1 to thousands of digits, a millionth of a logit still counts")
    void mspDoesNotSaturate() {
        double[] msp = Scoring.of(
                "msp",
                new double[] {1e4, 0, -0.3},
                new double[] {1e4 + 1e-6, 0, -0.3},
                new double[] {1e4 + 1e-6, 0, -0.31},
                new double[] {2e4, 0, 0},
                new double[] {3e299, -3e299, 0});
        assertThat(msp).isSorted().doesNotHaveDuplicates();
        assertThat(msp[0]).isCloseTo(1e4 - Math.log(1 + Math.exp(-0.3)), within(2e-12));
        assertThat(PlainScore.MSP.display(msp[0])).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"entropy", "softmax-margin", "gini", "gen"})
    void theOthersStayApartUntilTheExponentialUnderflows(String score) {
        double[][] rows = IntStream.range(0, 300)
                .mapToObj(i -> new double[] {0.5, 2 * i + 1, -0.25})
                .toArray(double[][]::new);
        double[] confidence = Scoring.of(score, rows);
        assertThat(confidence).isSorted().doesNotHaveDuplicates();
        assertThat(confidence[299]).isNegative();
    }

    /** Recipe: with q = e^-40, S = 1 + e^-1: margin - 1 = -q(1+S)/(1+qS), gini - 1 = -2qS + O(q^2). */
    @Test
    void smallDifferencesFromCertaintyAreExact() {
        double[] row = {40, 0, -1};
        double q = StrictMath.exp(-40);
        double s = 1 + StrictMath.exp(-1);
        assertThat(Scoring.of("softmax-margin", row)[0]).isCloseTo(-q * (1 + s), withPercentage(1e-12));
        assertThat(Scoring.of("gini", row)[0]).isCloseTo(-2 * q * s, withPercentage(1e-12));
        double entropy = -(q * s + q * (40 * s + StrictMath.exp(-1)));
        assertThat(Scoring.of("entropy", row)[0]).isCloseTo(entropy, withPercentage(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("for two classes no temperature changes the order, and msp ranks like the margin")
    void twoClasses(long seed) {
        double[][] rows = Scoring.rows(seed, 200, 2, 10);
        assertThat(order(Scoring.of("msp-temperature:T=3.3", rows)))
                .isEqualTo(order(Scoring.of("msp", rows)))
                .isEqualTo(order(Scoring.of("logit-margin", rows)));
    }

    private static int[] order(double[] x) {
        return IntStream.range(0, x.length)
                .boxed()
                .sorted(Comparator.comparing(i -> x[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Test
    void temperatureOneIsMsp() {
        double[][] rows = Scoring.rows(4, 50, 20, 6);
        assertThat(Scoring.of("msp-temperature:T=1", rows)).isEqualTo(Scoring.of("msp", rows));
    }

    @Test
    @DisplayName("generalised entropy takes the top probabilities, a tie at the cut as often as it fits")
    void genCutsTies() {
        double[] ties = {2, 1, 1, 1, 0};
        double[] p = NaiveScores.softmax(ties, 1);
        double expected = -(root(p[0]) + 2 * root(p[1]));
        assertThat(Scoring.of("gen:gamma=0.5,top=3", ties)[0]).isCloseTo(expected, within(1e-15));
        Random random = new Random(6);
        for (int trial = 0; trial < 50; trial++) {
            double[] row = random.ints(200, -6, 7).mapToDouble(x -> x).toArray();
            Score gen = new Gen(0.1, 1 + random.nextInt(210));
            assertThat(Scoring.of(gen.toString(), row)[0])
                    .as("%s", gen)
                    .isCloseTo(NaiveScores.displayed(gen, row), within(1e-11));
        }
    }

    private static double root(double p) {
        return Math.sqrt(p * (1 - p));
    }
}
