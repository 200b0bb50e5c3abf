package io.demur.math;

/**
 * What Stirling's formula leaves out: {@code ln n! - ln(sqrt(2 pi n) (n/e)^n)}.
 *
 * <p>The table was made with mpmath at 50 digits: {@code loggamma(n+1) - (log(2*pi*n)/2 + n*log(n) - n)}; from 16 on
 * the asymptotic series is exact to the last digit.
 */
final class Stirling {
    private static final double[] SMALL = {
        0.0,
        0.08106146679532726,
        0.0413406959554093,
        0.02767792568499834,
        0.020790672103765093,
        0.016644691189821193,
        0.013876128823070748,
        0.01189670994589177,
        0.010411265261972096,
        0.009255462182712733,
        0.00833056343336287,
        0.007573675487951841,
        0.00694284010720953,
        0.006408994188004207,
        0.0059513701127588475,
        0.005554733551962801,
    };

    private Stirling() {}

    /** For {@code n >= 1}. */
    static double error(long n) {
        if (n < SMALL.length) {
            return SMALL[(int) n];
        }
        double inverse = 1.0 / n;
        double square = inverse * inverse;
        double series = 1.0 / 1680 - square * (1.0 / 1188 - square * (691.0 / 360360));
        return inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * series)));
    }
}
