package io.demur.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.testing.HighPrecision;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpTest {
    private static final double ULPS = 1.1;

    @ParameterizedTest(name = "within 1.1 ulp on [{0}, {1}], seed {2}")
    @CsvSource({
        "-1, 1, 1",
        "-1e-9, 1e-9, 2",
        "-40, 0, 3",
        "-708, 708, 4",
        "708, 709.782, 5",
        "709, 709.782712893384, 6",
        "-708.4, -707.9, 7",
        "-745.1, -708, 8",
        "-745.14, -744, 9",
        "0.3465, 0.3467, 10"
    })
    void isWithinTheStatedError(double from, double to, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            double x = from + (to - from) * random.nextDouble();
            assertThat(HighPrecision.ulps(Exp.of(x), HighPrecision.exp(new BigDecimal(x))))
                    .as("ulps at %s", x)
                    .isLessThanOrEqualTo(ULPS);
        }
    }

    @Test
    void isWithinTheStatedErrorWhereTheReducedArgumentChangesSide() {
        for (int n = -1021; n <= 1022; n += 13) {
            double edge = (n + 0.5) * StrictMath.log(2);
            for (double x : new double[] {Math.nextDown(edge), edge, Math.nextUp(edge)}) {
                assertThat(HighPrecision.ulps(Exp.of(x), HighPrecision.exp(new BigDecimal(x))))
                        .as("ulps at %s", x)
                        .isLessThanOrEqualTo(ULPS);
            }
        }
    }

    @ParameterizedTest(name = "exp({0}) = {1}")
    @CsvSource({
        "0, 1",
        "-0.0, 1",
        "-Infinity, 0",
        "-1e308, 0",
        "-746, 0",
        "-745.2, 0",
        "-745.1, 4.9e-324",
        "709.79, Infinity",
        "1e308, Infinity",
        "Infinity, Infinity",
        "NaN, NaN",
        "4.9e-324, 1",
        "-4.9e-324, 1",
        "1e-17, 1"
    })
    void endsOfTheRange(double x, double expected) {
        assertThat(Exp.of(x)).isEqualTo(Double.valueOf(expected));
    }

    @Test
    @DisplayName("never falls where its argument grows, across the seams of its branches")
    void isMonotone() {
        for (double seam : new double[] {-746, -708, 0, 709, 709.78}) {
            double before = Exp.of(seam - 1e-4);
            for (int i = -999; i <= 1000; i++) {
                double here = Exp.of(seam + i * 1e-7);
                assertThat(here).as("at %s + %s e-7", seam, i).isGreaterThanOrEqualTo(before);
                before = here;
            }
        }
    }

    @ParameterizedTest(name = "array form = scalar form, digit for digit, seed {0}")
    @CsvSource({"1, 1", "2, 40", "3, 708"})
    void arrayFormIsTheScalarForm(long seed, double width) {
        Random random = new Random(seed);
        double[] x = random.doubles(1000, -width, 0).toArray();
        x[3] = 0;
        x[5] = -0.0;
        x[7] = -width;
        for (double least : new double[] {-width, -800, Double.NaN}) {
            double[] y = x.clone();
            Exp.ofNonPositive(y, y, new double[y.length], new double[y.length], 990, least);
            for (int i = 0; i < 990; i++) {
                assertThat(y[i]).as("at %s", x[i]).isEqualTo(Exp.of(x[i]));
            }
            for (int i = 990; i < y.length; i++) {
                assertThat(y[i]).as("beyond the count").isEqualTo(x[i]);
            }
        }
    }

    @Test
    void arrayFormIsConstantBelowItsLeastArgument() {
        double[] x = {-708.25, -1e300, Double.NEGATIVE_INFINITY, -1};
        Exp.ofNonPositive(x, x, new double[4], new double[4], 4, Double.NEGATIVE_INFINITY);
        assertThat(x).containsExactly(Exp.of(-708), Exp.of(-708), Exp.of(-708), Exp.of(-1));
        assertThat(x[0]).isLessThan(1e-300);
    }

    /** Recipe: FNV-1a over the 64-bit patterns of the results at 100,000 arguments of java.util.Random(20240605). */
    @Test
    @DisplayName("the same digits on every JDK and processor")
    void digest() {
        long hash = 0xcbf29ce484222325L;
        Random random = new Random(20240605);
        for (int i = 0; i < 100_000; i++) {
            long bits = Double.doubleToRawLongBits(Exp.of(-745 + 1454 * random.nextDouble()));
            hash = (hash ^ bits) * 0x100000001b3L;
        }
        assertThat(Long.toHexString(hash)).isEqualTo("beaa82a491e4595d");
    }
}
