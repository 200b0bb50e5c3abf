package io.demur.math;

/**
 * The exponential function with the same digits on every JDK and every processor.
 *
 * <p>{@link Math#exp} may be replaced by an instruction sequence of the platform and may differ in the last digit
 * between machines; rankings of confidence must not. Here the same few multiplications and additions run everywhere:
 * {@code x = n ln 2 + r}, {@code |r| <= ln 2 / 2}, the Taylor polynomial of degree 13 in {@code r}, and an integer
 * addition of {@code n} to the exponent. No fused multiply-add, which some processors lack. Error below 1.1 units in the
 * last place.
 *
 * <p>The array form runs in several loops. Each step of the polynomial waits for the one before, and a processor looks
 * ahead over a limited number of instructions: in short loops it works on many numbers at a time, in one long loop on few.
 */
public final class Exp {
    /** Below this the array form is constant, because the result would be subnormal. */
    static final double LEAST = -708.0;

    private static final double LOG2_E = 1.4426950408889634;
    /** The upper 33 bits of ln 2, so that n times it is exact; and the rest. */
    private static final double LN2_HIGH = 0x1.62e42fee00000p-1;

    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    /** Adding it rounds to an integer, which then stands in the lowest bits of the sum. */
    private static final double ROUNDER = 0x1.8p52;

    private static final double C2 = 1.0 / 2;
    private static final double C3 = 1.0 / 6;
    private static final double C4 = 1.0 / 24;
    private static final double C5 = 1.0 / 120;
    private static final double C6 = 1.0 / 720;
    private static final double C7 = 1.0 / 5040;
    private static final double C8 = 1.0 / 40320;
    private static final double C9 = 1.0 / 362880;
    private static final double C10 = 1.0 / 3628800;
    private static final double C11 = 1.0 / 39916800;
    private static final double C12 = 1.0 / 479001600;
    private static final double C13 = 1.0 / 6227020800.0;

    private Exp() {}

    /** {@code e^x}; 0 and infinity at the ends of the range, NaN for NaN. */
    public static double of(double x) {
        if (x >= LEAST && x <= 709) {
            double shifted = x * LOG2_E + ROUNDER;
            return scale(ofRemainder(x, shifted), shifted);
        }
        if (x < -746 || x > 710) {
            return x < 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return Double.isNaN(x) ? x : nearTheEnds(x);
    }

    /** Where the exponent of the result may not fit that of a normal number. */
    private static double nearTheEnds(double x) {
        double shifted = x * LOG2_E + ROUNDER;
        return Math.scalb(ofRemainder(x, shifted), (int) (shifted - ROUNDER));
    }

    /**
     * The exponentials of the first {@code count} values, none of them positive. Values below -708 count as -708: their
     * exponential, about 3e-308, is 0 beside the 1 of the largest term.
     *
     * @param result takes them; may be {@code x}
     * @param work at least {@code count} long; overwritten
     * @param more likewise
     * @param least not above any of the values, so that the common case need not look for values below -708; NaN if
     *     there may be NaN among them, whose exponentials mean nothing
     */
    public static void ofNonPositive(
            double[] x, double[] result, double[] work, double[] more, int count, double least) {
        double[] given = x;
        if (!(least >= LEAST)) {
            for (int i = 0; i < count; i++) {
                result[i] = Math.max(x[i], LEAST);
            }
            given = result;
        }
        for (int i = 0; i < count; i++) {
            double value = given[i];
            double shifted = value * LOG2_E + ROUNDER;
            work[i] = shifted;
            result[i] = remainder(value, shifted);
        }
        for (int i = 0; i < count; i++) {
            more[i] = tail(result[i]);
        }
        for (int i = 0; i < count; i++) {
            result[i] = polynomial(result[i], more[i]);
        }
        for (int i = 0; i < count; i++) {
            result[i] = scale(result[i], work[i]);
        }
    }

    /** {@code e^r}. */
    private static double ofRemainder(double x, double shifted) {
        double r = remainder(x, shifted);
        return polynomial(r, tail(r));
    }

    /** {@code r}. */
    private static double remainder(double x, double shifted) {
        double n = shifted - ROUNDER;
        return (x - n * LN2_HIGH) - n * LN2_LOW;
    }

    /** The terms of the highest degrees. */
    private static double tail(double r) {
        return C8 + r * (C9 + r * (C10 + r * (C11 + r * (C12 + r * C13))));
    }

    /** {@code e^r} from the others. */
    private static double polynomial(double r, double tail) {
        double q = C2 + r * (C3 + r * (C4 + r * (C5 + r * (C6 + r * (C7 + r * tail)))));
        return 1 + (r + (r * r) * q);
    }

    private static double scale(double value, double shifted) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) + (Double.doubleToRawLongBits(shifted) << 52));
    }
}
