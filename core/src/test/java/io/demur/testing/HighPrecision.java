package io.demur.testing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Elementary functions to 50 digits and more: slow, plain, and independent of the code under test. */
public final class HighPrecision {
    private static final MathContext DIGITS = new MathContext(60, RoundingMode.HALF_EVEN);
    private static final int HALVINGS = 24;

    private HighPrecision() {}

    /** {@code e^x}: the Taylor series at {@code x / 2^24}, then squared 24 times. */
    public static BigDecimal exp(BigDecimal x) {
        BigDecimal small = x.divide(BigDecimal.valueOf(1L << HALVINGS), DIGITS);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int i = 1; i < 20; i++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < HALVINGS; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    /** {@code ln x}: the double's logarithm {@code y}, corrected by {@code ln(x e^-y) = t - t^2/2 + t^3/3}. */
    public static BigDecimal log(BigDecimal x) {
        BigDecimal y = new BigDecimal(StrictMath.log(x.doubleValue()));
        BigDecimal t = x.multiply(exp(y.negate()), DIGITS).subtract(BigDecimal.ONE);
        BigDecimal square = t.multiply(t, DIGITS);
        BigDecimal cube = square.multiply(t, DIGITS);
        return y.add(t)
                .subtract(square.divide(BigDecimal.valueOf(2), DIGITS))
                .add(cube.divide(BigDecimal.valueOf(3), DIGITS));
    }

    /** How far a double lies from the exact value, in units of its last place. */
    public static double ulps(double actual, BigDecimal exact) {
        double unit = Math.ulp(exact.doubleValue());
        return new BigDecimal(actual)
                .subtract(exact)
                .abs()
                .divide(new BigDecimal(unit), DIGITS)
                .doubleValue();
    }
}
