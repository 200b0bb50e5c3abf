package io.demur.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClopperPearsonTest {
    private static final Percentage THIRTEEN_DIGITS = Percentage.withPercentage(1e-11);

    /** scipy 1.17: {@code beta.ppf(1 - delta, k + 1, n - k)}. (49, 1) and (22, 15) catch a count made by int(n * risk). */
    @ParameterizedTest(name = "n={0} k={1} delta={2}")
    @CsvSource({
        "100, 0, 0.05, 0.029513049607039925",
        "100, 0, 0.001, 0.06674569920300895",
        "100, 5, 0.05, 0.1022533776432745",
        "1000, 10, 0.05, 0.016903175120562504",
        "1000, 10, 0.001, 0.023963812844688626",
        "49, 1, 0.01, 0.12793961523403147",
        "22, 15, 0.05, 0.8400586961448866",
        "500, 25, 0.00011111111111111112, 0.0959251173341333",
        "10000, 200, 0.001, 0.02470825815922471",
    })
    void upperBound(long n, long k, double delta, double expected) {
        assertThat(ClopperPearson.upper(n, k, delta)).isCloseTo(expected, THIRTEEN_DIGITS);
    }

    /** scipy 1.17: {@code beta.ppf(.025, k, n - k + 1)} and {@code beta.ppf(.975, k + 1, n - k)}. */
    @ParameterizedTest(name = "n={0} k={1}")
    @CsvSource({
        "20, 3, 0.0320709371854637, 0.37892682654531396",
        "299, 7, 0.00946321595728633, 0.04763938538180189",
        "1000, 620, 0.5890982340617006, 0.6501929780067928",
    })
    void twoSidedInterval(long n, long k, double lower, double upper) {
        Interval interval = ClopperPearson.interval(n, k, 0.95);
        assertThat(interval.lower()).isCloseTo(lower, within(1e-12));
        assertThat(interval.upper()).isCloseTo(upper, within(1e-12));
        assertThat(interval.contains((double) k / n)).isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isTheRootOfItsTail(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long n = 2 + (long) Math.pow(10, random.nextDouble(0, 6));
        long k = random.nextLong(1, n);
        double alpha = Math.pow(10, -random.nextDouble(0.1, 12));
        assertThat(Binomial.lowerTail(n, k, ClopperPearson.upper(n, k, alpha)))
                .isCloseTo(alpha, Percentage.withPercentage(1e-7));
        assertThat(Binomial.upperTail(n, k, ClopperPearson.lower(n, k, alpha)))
                .isCloseTo(alpha, Percentage.withPercentage(1e-7));
        assertThat(ClopperPearson.lower(n, k, alpha))
                .isCloseTo(1 - ClopperPearson.upper(n, n - k, alpha), within(1e-14));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24})
    void risesWithErrorsAndWithCertainty(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long n = random.nextLong(10, 3000);
        long k = random.nextLong(0, n - 1);
        assertThat(ClopperPearson.upper(n, k, 0.05)).isLessThan(ClopperPearson.upper(n, k + 1, 0.05));
        assertThat(ClopperPearson.upper(n, k, 0.05)).isLessThan(ClopperPearson.upper(n, k, 0.01));
        assertThat(ClopperPearson.upper(n + 1, k, 0.05)).isLessThan(ClopperPearson.upper(n, k, 0.05));
    }

    @Test
    void degenerateInputs() {
        assertThat(ClopperPearson.upper(0, 0, 0.05)).isEqualTo(1);
        assertThat(ClopperPearson.upper(17, 17, 0.05)).isEqualTo(1);
        assertThat(ClopperPearson.lower(17, 0, 0.05)).isZero();
        assertThat(ClopperPearson.lower(0, 0, 0.05)).isZero();
        assertThat(ClopperPearson.interval(0, 0, 0.95)).isEqualTo(new Interval(0, 1));
        assertThat(ClopperPearson.lower(2, 2, 0.25)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void refusesImpossibleCountsAndLevels() {
        assertThatIllegalArgumentException().isThrownBy(() -> ClopperPearson.upper(3, 4, 0.05));
        assertThatIllegalArgumentException().isThrownBy(() -> ClopperPearson.lower(3, -1, 0.05));
        assertThatIllegalArgumentException().isThrownBy(() -> ClopperPearson.upper(3, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(1, 0));
    }
}
