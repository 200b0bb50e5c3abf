package io.demur.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinomialTest {
    private static final Percentage TWELVE_DIGITS = Percentage.withPercentage(1e-10);

    /** Python 3.11 fractions: {@code sum(F(comb(n,i)) * F(p)**i * (1-F(p))**(n-i) for i in range(k+1))}, and its mirror. */
    @ParameterizedTest(name = "n={0} k={1} p={2}")
    @CsvSource({
        "7, 3, 0.3, 0.8739640000000000144, 0.3529304999999999748, 0.2268944999999999892",
        "40, 1, 0.1, 0.0804736960144772091, 0.9852191170585654113, 0.0656928130730426204",
        "40, 9, 0.1, 0.9949369463421656027, 0.0154953054144444659, 0.0104322517566100687",
        "200, 150, 0.7, 0.9494082059701051890, 0.0695452798534438810, 0.0189534858235490699",
        "1000, 0, 0.001, 0.3676954247709640370, 1, 0.3676954247709640370",
        "1000, 3, 0.0125, 0.00148353872987395282, 0.9996772890795674033, 0.00116082780944135614",
        "250, 240, 0.9, 0.9998749408239252659, 0.000353438573306591546, 0.000228379397231657475",
    })
    void agreesWithExactRationalSums(long n, long k, double p, double lower, double upper, double point) {
        assertThat(Binomial.lowerTail(n, k, p)).isCloseTo(lower, TWELVE_DIGITS);
        assertThat(Binomial.upperTail(n, k, p)).isCloseTo(upper, TWELVE_DIGITS);
        assertThat(Binomial.probability(n, k, p)).isCloseTo(point, TWELVE_DIGITS);
    }

    /** mpmath 1.3 at 45 digits, the point probability from loggamma and the sum term by term. */
    @ParameterizedTest(name = "n={0} k={1} p={2}")
    @CsvSource({
        "1000000000, 999990, 0.001, 0.496274590801952308, 0.504124533083045004",
        "1000000000, 499990000, 0.5, 0.263554957377334874, 0.736465700284562508",
        "1000000000, 950, 1e-6, 0.0578362022148360357, 0.945793414038511239",
        "1000000, 50300, 0.05, 0.915924744051769543, 0.0847842987995590906",
        "1000000000, 1003000, 0.001, 0.998653067588395442, 0.0013513597979180509",
    })
    void keepsTwelveDigitsForLargeSamples(long n, long k, double p, double lower, double upper) {
        assertThat(Binomial.lowerTail(n, k, p)).isCloseTo(lower, TWELVE_DIGITS);
        assertThat(Binomial.upperTail(n, k, p)).isCloseTo(upper, TWELVE_DIGITS);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithTheSumInDecimals(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = random.nextInt(1, 300);
        int k = random.nextInt(0, n);
        double p = random.nextDouble(0.001, 0.999);
        double exact = decimalLowerTail(n, k, p);
        double tolerance = 1e-12 * Math.max(exact, Double.MIN_NORMAL);
        assertThat(Binomial.lowerTail(n, k, p)).isCloseTo(exact, within(tolerance));
    }

    private static double decimalLowerTail(int n, int k, double p) {
        MathContext digits = new MathContext(60);
        BigDecimal odds = new BigDecimal(p).divide(BigDecimal.ONE.subtract(new BigDecimal(p)), digits);
        BigDecimal term = BigDecimal.ONE.subtract(new BigDecimal(p)).pow(n, digits);
        BigDecimal sum = term;
        for (int i = 0; i < k; i++) {
            BigDecimal ratio = odds.multiply(BigDecimal.valueOf(n - i)).divide(BigDecimal.valueOf(i + 1), digits);
            term = term.multiply(ratio, digits);
            sum = sum.add(term);
        }
        return sum.doubleValue();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void tailsAreMonotoneAndComplementary(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long n = 1 + (long) Math.pow(10, random.nextDouble(0, 7));
        double p = random.nextDouble();
        long k = Math.round(n * p + random.nextDouble(-3, 3) * Math.sqrt(n * p * (1 - p)));
        double lower = Binomial.lowerTail(n, k, p);
        assertThat(lower + Binomial.upperTail(n, k + 1, p)).isCloseTo(1, within(1e-14));
        assertThat(lower).isLessThanOrEqualTo(Binomial.lowerTail(n, k + 1, p));
        assertThat(lower).isGreaterThanOrEqualTo(Binomial.lowerTail(n, k, Math.min(1, p * 1.0001)));
        assertThat(lower).isGreaterThanOrEqualTo(Binomial.lowerTail(n + 1, k, p));
    }

    @Test
    void degenerateInputs() {
        assertThat(Binomial.probability(0, 0, 0.3)).isEqualTo(1);
        assertThat(Binomial.lowerTail(0, 0, 0.3)).isEqualTo(1);
        assertThat(Binomial.upperTail(0, 1, 0.3)).isZero();
        assertThat(Binomial.lowerTail(5, -1, 0.3)).isZero();
        assertThat(Binomial.lowerTail(5, 5, 0.3)).isEqualTo(1);
        assertThat(Binomial.lowerTail(5, 2, 0)).isEqualTo(1);
        assertThat(Binomial.lowerTail(5, 4, 1)).isZero();
        assertThat(Binomial.upperTail(5, 5, 1)).isEqualTo(1);
        assertThat(Binomial.upperTail(5, 1, 0)).isZero();
        assertThat(Binomial.probability(5, 6, 0.5)).isZero();
        assertThat(Binomial.probability(5, 3, Double.MIN_VALUE)).isZero();
    }

    @Test
    void refusesWhatIsNoDistribution() {
        assertThatIllegalArgumentException().isThrownBy(() -> Binomial.lowerTail(-1, 0, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Binomial.upperTail(3, 0, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Binomial.probability(3, 0, 1.5));
    }
}
