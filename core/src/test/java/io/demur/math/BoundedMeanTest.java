package io.demur.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedMeanTest {
    private static final Percentage TWELVE_DIGITS = Percentage.withPercentage(1e-10);

    /** Python 3.11: {@code exp(-n*kl(s/n, r))} in floats and e times the binomial tail at ceil(s) in fractions; the smaller. */
    @ParameterizedTest(name = "n={0} sum={1} mean={2}")
    @CsvSource({
        "100, 2.5, 0.1, 0.0130570364967968",
        "400, 7.25, 0.05, 0.003680352456646114",
        "30, 0.4, 0.2, 0.005949145776962554",
        "1000, 50, 0.05, 1",
    })
    void lowerTail(long n, double sum, double mean, double expected) {
        assertThat(BoundedMean.lowerTail(n, sum, mean)).isCloseTo(expected, TWELVE_DIGITS);
    }

    /** As above, mirrored, with floor(s). */
    @ParameterizedTest(name = "n={0} sum={1} mean={2}")
    @CsvSource({"100, 22.5, 0.1, 0.0008478810449294463", "400, 31.25, 0.05, 0.031088984342995077"})
    void upperTail(long n, double sum, double mean, double expected) {
        assertThat(BoundedMean.upperTail(n, sum, mean)).isCloseTo(expected, TWELVE_DIGITS);
    }

    @ParameterizedTest(name = "n={0} sum={1} mean={2}")
    @CsvSource({"100, 2, 0.1, 0.00593677398991", "1000, 30, 0.05, 0.00756445041488"})
    void hoeffdingAlone(long n, double sum, double mean, double expected) {
        assertThat(BoundedMean.hoeffdingLowerTail(n, sum, mean)).isCloseTo(expected, Percentage.withPercentage(1e-9));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void boundsTheBinomialAndIsMirrored(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = random.nextInt(1, 2000);
        int k = random.nextInt(0, n + 1);
        double mean = random.nextDouble(0.01, 0.99);
        assertThat(BoundedMean.lowerTail(n, k, mean)).isGreaterThanOrEqualTo(Binomial.lowerTail(n, k, mean));
        assertThat(BoundedMean.upperTail(n, n - k, 1 - mean))
                .isCloseTo(BoundedMean.lowerTail(n, k, mean), Percentage.withPercentage(1e-8));
    }

    @Test
    void degenerateInputs() {
        assertThat(BoundedMean.lowerTail(0, 0, 0.1)).isEqualTo(1);
        assertThat(BoundedMean.upperTail(0, 0, 0.1)).isEqualTo(1);
        assertThat(BoundedMean.upperTail(9, 0, 0.1)).isEqualTo(1);
        assertThat(BoundedMean.lowerTail(9, 9, 0.1)).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> BoundedMean.lowerTail(3, 3.5, 0.1));
    }
}
