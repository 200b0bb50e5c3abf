package io.demur.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.testing.HighPrecision;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarmonicTest {

    @ParameterizedTest(name = "1/({0}+1) + .. + 1/{1}")
    @CsvSource({
        "0, 0",
        "0, 1",
        "7, 7",
        "7, 8",
        "0, 64",
        "0, 65",
        "63, 128",
        "63, 127",
        "64, 128",
        "64, 129",
        "3, 3000",
        "999, 1000",
        "1000, 1100",
        "65, 130",
        "10000, 10065",
        "0, 50000",
        "49000, 50000",
        "20000, 50000"
    })
    void isTheSumOfReciprocals(long before, long after) {
        BigDecimal sum = BigDecimal.ZERO;
        for (long i = before + 1; i <= after; i++) {
            sum = sum.add(BigDecimal.ONE.divide(BigDecimal.valueOf(i), MathContext.DECIMAL128));
        }
        assertThat(HighPrecision.ulps(Harmonic.range(before, after), sum))
                .as("ulps")
                .isLessThanOrEqualTo(before == after ? 0 : 8);
    }

    /** Recipe: mpmath 1.3.0, mp.dps = 50, harmonic(b) - harmonic(a). */
    @ParameterizedTest(name = "H_{1} - H_{0} = {2}")
    @CsvSource({
        "0, 1000000000, 21.300481502347944017",
        "1000000000, 2000000007, 0.69314718380994530248",
        "64, 1000000000000, 23.464345877124812043",
        "1000000000000, 1000000012345, 1.2344999923794315627e-8",
        "123456789, 987654321, 2.0794415472485859382"
    })
    void largeRanges(long before, long after, double expected) {
        assertThat(Harmonic.range(before, after)).isCloseTo(expected, within(4e-16 * expected));
    }
}
