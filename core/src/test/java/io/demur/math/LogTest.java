package io.demur.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.demur.testing.HighPrecision;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTest {
    private static final double ULPS = 1.1;

    @ParameterizedTest(name = "within 1.1 ulp for 2^[{0}, {1}], seed {2}")
    @CsvSource({"-1, 1, 1", "-1e-6, 1e-6, 2", "-20, 20, 3", "-1022, 1023, 4", "-1074, -1022, 5", "-0.51, -0.49, 6"})
    void isWithinTheStatedError(double from, double to, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            double x = StrictMath.pow(2, from + (to - from) * random.nextDouble());
            assertThat(HighPrecision.ulps(Log.of(x), HighPrecision.log(new BigDecimal(x))))
                    .as("ulps at %s", x)
                    .isLessThanOrEqualTo(ULPS);
        }
    }

    @ParameterizedTest(name = "ln {0} = {1}")
    @CsvSource({
        "1, 0",
        "0, -Infinity",
        "-0.0, -Infinity",
        "-4.9e-324, NaN",
        "-Infinity, NaN",
        "NaN, NaN",
        "Infinity, Infinity",
        "4.9e-324, -744.4400719213812",
        "1.7976931348623157e308, 709.782712893384",
        "2, 0.6931471805599453",
        "0.5, -0.6931471805599453"
    })
    void endsOfTheRange(double x, double expected) {
        assertThat(Log.of(x)).isEqualTo(Double.valueOf(expected));
    }

    @ParameterizedTest(name = "many at once give the digits of each, 2^[{0}, {1}], seed {2}")
    @CsvSource({"-1, 1, 1", "0, 20, 2", "-1022, 1023, 3"})
    void ofManyIsOfEach(double from, double to, long seed) {
        double[] x = new Random(seed)
                .doubles(1000, from, to)
                .map(e -> StrictMath.pow(2, e))
                .toArray();
        double[] logs = x.clone();
        Log.ofNormal(logs, new double[x.length], x.length);
        assertThat(logs).isEqualTo(Arrays.stream(x).map(Log::of).toArray());
    }

    @Test
    @DisplayName("never falls where its argument grows, across the seam at sqrt(1/2) of every binade")
    void isMonotoneAtTheSeams() {
        for (int e = -1073; e < 1024; e += 7) {
            double x = Math.scalb(StrictMath.sqrt(0.5), e);
            assertThat(Log.of(x)).as("at %s", x).isBetween(Log.of(Math.nextDown(x)), Log.of(Math.nextUp(x)));
        }
    }

    @ParameterizedTest(name = "ln(1 + x) within 2 ulp for |x| = 2^[{0}, {1}], both signs")
    @CsvSource({"-60, -50", "-50, -20", "-20, -2", "-2, -0.001", "-1074, -1000"})
    void onePlusDoesNotCancel(double from, double to) {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            double size = StrictMath.pow(2, from + (to - from) * random.nextDouble());
            double x = i % 2 == 0 ? size : -size;
            BigDecimal exact = HighPrecision.log(BigDecimal.ONE.add(new BigDecimal(x)));
            if (size < 1e-20) {
                assertThat(Log.onePlus(x)).isEqualTo(x);
            } else {
                assertThat(HighPrecision.ulps(Log.onePlus(x), exact))
                        .as("ulps at %s", x)
                        .isLessThanOrEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 7.5, 1e9, 1e300, Double.MAX_VALUE, Double.POSITIVE_INFINITY})
    void onePlusOfLargeNumbers(double x) {
        assertThat(Log.onePlus(x)).isCloseTo(StrictMath.log1p(x), withPercentage(1e-13));
    }

    /** Recipe: FNV-1a over the 64-bit patterns of the results at 100,000 arguments of java.util.Random(20240605). */
    @Test
    @DisplayName("the same digits on every JDK and processor")
    void digest() {
        long hash = 0xcbf29ce484222325L;
        Random random = new Random(20240605);
        for (int i = 0; i < 100_000; i++) {
            double x = Double.longBitsToDouble(random.nextLong() & 0x7fefffffffffffffL);
            hash = (hash ^ Double.doubleToRawLongBits(Log.of(x))) * 0x100000001b3L;
        }
        assertThat(Long.toHexString(hash)).isEqualTo("3b042f7046dabefe");
    }
}
