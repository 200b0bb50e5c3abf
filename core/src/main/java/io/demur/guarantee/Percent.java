package io.demur.guarantee;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Shares and counts as texts, the same in every locale. */
final class Percent {
    private static final MathContext FOUR_DIGITS_UP = new MathContext(4, RoundingMode.CEILING);

    private static final BigDecimal TINY = new BigDecimal("1e-6");

    private Percent() {}

    /** All the digits of a number that somebody typed. */
    static String of(double share) {
        return plain(BigDecimal.valueOf(share));
    }

    /** 1 - delta, not more than it is: delta is rounded up to four digits. */
    static String confidence(double delta) {
        return plain(BigDecimal.ONE.subtract(BigDecimal.valueOf(delta).round(FOUR_DIGITS_UP)));
    }

    /** Three digits of a number that was measured. */
    static String rounded(double share) {
        return plain(BigDecimal.valueOf(share).round(new MathContext(3)));
    }

    /** Thousands apart. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Below a millionth of a percent with an exponent, as nobody counts zeros. */
    private static String plain(BigDecimal share) {
        BigDecimal percent = share.movePointRight(2).stripTrailingZeros();
        boolean tiny = percent.signum() != 0 && percent.abs().compareTo(TINY) < 0;
        return (tiny ? percent.toString().replace('E', 'e') : percent.toPlainString()) + " %";
    }
}
