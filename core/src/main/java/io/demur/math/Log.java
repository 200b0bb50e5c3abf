package io.demur.math;

/**
 * The natural logarithm with the same digits on every JDK and every processor; see {@link Exp} for why.
 *
 * <p>{@code x = 2^e m} with {@code m} in [sqrt(1/2), sqrt(2)); with {@code f = m - 1} and {@code s = f / (2 + f)},
 * {@code ln m = 2 artanh s}, arranged as {@code f - (f^2/2 - s (f^2/2 + R))} so that the leading term is exact. Error
 * below 1.1 units in the last place.
 */
public final class Log {
    private static final double LN2_HIGH = 0x1.62e42fee00000p-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    /** The bits of sqrt(1/2): what a number's exceed them by, in whole exponents, is {@code e}. */
    private static final long ROOT_HALF = 0x3fe6a09e667f3bcdL;

    private static final double SMALLEST_NORMAL = 0x1p-1022;

    private Log() {}

    /** {@code ln x}; minus infinity at 0, NaN below 0 and for NaN, infinity at infinity. */
    public static double of(double x) {
        if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
            return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
        }
        return x < SMALLEST_NORMAL ? normal(x * 0x1p54, -54) : normal(x, 0);
    }

    /** {@code ln(1 + x)} without cancellation near 0; domain {@code x > -1}. */
    public static double onePlus(double x) {
        double sum = 1 + x;
        if (sum == 1 || sum == Double.POSITIVE_INFINITY) {
            return x;
        }
        return of(sum) + (x - (sum - 1)) / sum;
    }

    /**
     * Replaces the first {@code count} values by their logarithms. In two short loops, see {@link Exp}.
     *
     * @param x normal positive numbers; what takes the place of another means nothing
     * @param work as long as {@code x}; overwritten
     */
    public static void ofNormal(double[] x, double[] work, int count) {
        for (int i = 0; i < count; i++) {
            long bits = Double.doubleToRawLongBits(x[i]);
            long e = exponent(bits);
            work[i] = e;
            x[i] = mantissa(bits, e);
        }
        for (int i = 0; i < count; i++) {
            x[i] = assembled(work[i], x[i] - 1);
        }
    }

    private static double normal(double x, int exponent) {
        long bits = Double.doubleToRawLongBits(x);
        long e = exponent(bits);
        return assembled((double) e + exponent, mantissa(bits, e) - 1);
    }

    private static long exponent(long bits) {
        return (bits - ROOT_HALF) >> 52;
    }

    /** In [sqrt(1/2), sqrt(2)). */
    private static double mantissa(long bits, long exponent) {
        return Double.longBitsToDouble(bits - (exponent << 52));
    }

    private static double assembled(double n, double f) {
        double s = f / (2 + f);
        double z = s * s;
        double half = 0.5 * f * f;
        return n * LN2_HIGH - ((half - (s * (half + artanhTail(z)) + n * LN2_LOW)) - f);
    }

    /** {@code 2 (z/3 + z^2/5 + z^3/7 + ...)} for {@code z <= 0.0295}. */
    private static double artanhTail(double z) {
        double high = 2.0 / 13 + z * (2.0 / 15 + z * (2.0 / 17 + z * (2.0 / 19 + z * (2.0 / 21 + z * (2.0 / 23)))));
        return z * (2.0 / 3 + z * (2.0 / 5 + z * (2.0 / 7 + z * (2.0 / 9 + z * (2.0 / 11 + z * high)))));
    }
}
