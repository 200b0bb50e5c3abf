package io.demur.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.math.ClopperPearson;
import io.demur.math.Interval;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceSequenceTest {

    /** By mpmath 1.3 at 50 digits: bisection of {@code log(beta(s+.5,n-s+.5)/beta(.5,.5)) - s log m - (n-s) log(1-m)}. */
    @ParameterizedTest
    @CsvSource({
        "100, 3, 0.05, 0.0018790606324076846, 0.12294888560893345",
        "100, 0, 0.05, 0, 0.057028597638771864",
        "1000, 30, 0.01, 0.012961109110225007, 0.057315663600108639",
        "7, 7, 0.1, 0.57565336614885943, 1",
        "20000, 412.5, 0.05, 0.016819429573676054, 0.024952641498016385",
    })
    void golden(long n, double sum, double delta, double lower, double upper) {
        Interval interval = ConfidenceSequence.of(n, sum, delta);
        assertThat(interval.lower()).isCloseTo(lower, within(1e-12));
        assertThat(interval.upper()).isCloseTo(upper, within(1e-12));
    }

    @Test
    void degenerate() {
        assertThat(ConfidenceSequence.of(0, 0, 0.05)).isEqualTo(new Interval(0, 1));
        assertThatThrownBy(() -> ConfidenceSequence.of(3, 4, 0.05)).hasMessageContaining("a sum of 4");
        assertThatThrownBy(() -> ConfidenceSequence.of(3, 1, 0)).hasMessageContaining("delta");
    }

    @Test
    @DisplayName("it contains the mean, and looking always costs width against looking once")
    void widerThanOneLook() {
        for (long n : new long[] {10, 100, 1000}) {
            for (long k = 0; k <= n; k += Math.max(1, n / 7)) {
                Interval interval = ConfidenceSequence.of(n, k, 0.05);
                assertThat(interval.contains((double) k / n)).isTrue();
                assertThat(interval.upper()).isGreaterThanOrEqualTo(ClopperPearson.upper(n, k, 0.05) - 1e-12);
            }
        }
    }

    @Test
    @DisplayName("over 2,000 streams looked at after every loss, at most 5 % ever leave the risk out")
    void coversAtEveryLook() {
        int left = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int wrong = 0;
            boolean out = false;
            for (int n = 1; n <= 500 && !out; n++) {
                wrong += random.nextDouble() < 0.1 ? 1 : 0;
                out = n % 5 == 0 && !ConfidenceSequence.of(n, wrong, 0.05).contains(0.1);
            }
            left += out ? 1 : 0;
        }
        assertThat(ClopperPearson.lower(2_000, left, 0.001)).isLessThanOrEqualTo(0.05);
        assertThat(left).isPositive();
    }
}
