package io.demur.math;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Finite doubles as the shortest of 15, 16 or 17 significant digits that read back as the same double.
 *
 * <p>{@link Double#toString} changed its digits in JDK 19, and a file or its digest must not depend on the JDK that
 * wrote it. Any decimal of up to 15 digits survives the way through a normal double, so nothing shorter is tried. From JDK
 * 19 on it gives the same for normal doubles, in a tenth of the time.
 */
public final class ShortestDecimal {
    private static final boolean SHORTEST_BY_JDK = Runtime.version().feature() >= 19;

    private static final double LEAST_PLAIN = 1e-3;
    private static final double LEAST_EXPONENT = 1e7;
    private static final double LARGEST_WHOLE = 0x1p53;

    private ShortestDecimal() {}

    /** For people: with a point, as {@code 3.0}, {@code 0.25} or {@code 1.5E-9}; what is not finite as Java says it. */
    public static String text(double value) {
        boolean normal = Math.abs(value) >= Double.MIN_NORMAL;
        return value == 0 || !Double.isFinite(value) || (SHORTEST_BY_JDK && normal)
                ? Double.toString(value)
                : decimalText(value);
    }

    static String decimalText(double value) {
        BigDecimal decimal = shortest(value);
        double magnitude = Math.abs(value);
        if (magnitude >= LEAST_PLAIN && magnitude < LEAST_EXPONENT) {
            return decimal.scale() < 1 ? decimal.setScale(1).toPlainString() : decimal.toPlainString();
        }
        return scientific(decimal);
    }

    /** For digests: a whole number below 2^53 has no point, so that 1 and 1.0 are the same number. */
    public static String canonical(double value) {
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE) {
            return Long.toString((long) value);
        }
        return scientific(shortest(value));
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 15; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static String scientific(BigDecimal decimal) {
        String digits = decimal.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        String fraction = digits.length() == 1 ? "0" : digits.substring(1);
        return (decimal.signum() < 0 ? "-" : "") + digits.charAt(0) + "." + fraction + "E" + exponent;
    }
}
