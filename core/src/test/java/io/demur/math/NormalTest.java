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

class NormalTest {
    private static final Percentage FOURTEEN_DIGITS = Percentage.withPercentage(1e-12);

    /** mpmath 1.3 at 40 digits: {@code erfc(x / sqrt(2)) / 2}. */
    @ParameterizedTest(name = "x={0}")
    @CsvSource({
        "0.3, 0.382088577811047367",
        "1, 0.158655253931457051",
        "1.9999, 0.0227555315847671865",
        "2.0001, 0.0227447333914105471",
        "3.3, 0.000483424142383777507",
        "8, 6.22096057427178412e-16",
        "20, 2.7536241186062337e-89",
        "37, 5.72557122252457682e-300",
        "-1, 0.841344746068542949",
        "-5, 0.999999713348428121",
    })
    void upperTail(double x, double expected) {
        assertThat(Normal.upperTail(x)).isCloseTo(expected, FOURTEEN_DIGITS);
        assertThat(Normal.cdf(-x)).isEqualTo(Normal.upperTail(x));
    }

    /** mpmath 1.3 at 40 digits: the root of {@code log(erfc(-x / sqrt(2)) / 2) - log(p)}. */
    @ParameterizedTest(name = "p={0}")
    @CsvSource({
        "1e-300, -37.0470962993611992",
        "1e-20, -9.26234008979840758",
        "0.001, -3.09023230616781354",
        "0.025, -1.95996398454005421",
        "0.3, -0.524400512708040816",
        "0.7, 0.524400512708040656",
        "0.975, 1.95996398454005386",
        "0.9999999, 5.19933758229066109",
    })
    void quantile(double probability, double expected) {
        assertThat(Normal.quantile(probability)).isCloseTo(expected, FOURTEEN_DIGITS);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void quantileUndoesTheCdf(long seed) {
        double x = new SplittableRandom(seed).nextDouble(-8, 4);
        assertThat(Normal.quantile(Normal.cdf(x))).isCloseTo(x, within(1e-11));
        assertThat(Normal.cdf(x)).isLessThan(Normal.cdf(x + 1e-6));
    }

    @Test
    void degenerateInputs() {
        assertThat(Normal.quantile(0.5)).isZero();
        assertThat(Normal.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Normal.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Normal.upperTail(Double.POSITIVE_INFINITY)).isZero();
        assertThat(Normal.upperTail(Double.NEGATIVE_INFINITY)).isEqualTo(1);
        assertThat(Normal.density(1e300)).isZero();
        assertThat(Normal.cdf(Double.NaN)).isNaN();
        assertThatIllegalArgumentException().isThrownBy(() -> Normal.quantile(1.01));
    }
}
