package io.demur.io.text;

import io.demur.math.Interval;
import io.demur.metric.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as texts, the same in every locale, without the start-up cost of a formatter. */
public final class Numbers {
    private static final int DIGITS = 6;
    private static final int INTERVAL_DIGITS = 4;

    private static final BigDecimal TINY_PERCENT = new BigDecimal("1e-6");

    private Numbers() {}

    /** With a fixed number of decimals. */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** Six decimals, as every metric is shown. */
    public static String metric(double value) {
        return fixed(value, DIGITS);
    }

    /** Six decimals, or a dash where there is no number. */
    public static String metric(Value value) {
        return value.number().isPresent() ? metric(value.get()) : "-";
    }

    /** Two ends, as {@code 0.0180-0.0236}. */
    public static String interval(Interval interval) {
        return fixed(interval.lower(), INTERVAL_DIGITS) + "-" + fixed(interval.upper(), INTERVAL_DIGITS);
    }

    /** A share as {@code 10.26 %}. */
    public static String percent(double share, int decimals) {
        return fixed(share * 100, decimals) + " %";
    }

    /** As above, not smaller than the share is: for what is enough. */
    public static String percentUp(double share, int decimals) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(decimals, RoundingMode.CEILING)
                        .toPlainString() + " %";
    }

    /** A share that somebody typed, as {@code 1 %} or {@code 2.5 %}; with an exponent if it is tiny: {@code 1e-7 %}. */
    public static String plainPercent(double share) {
        BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros();
        boolean tiny = percent.signum() != 0 && percent.abs().compareTo(TINY_PERCENT) < 0;
        return (tiny ? percent.toString().replace('E', 'e') : percent.toPlainString()) + " %";
    }

    /** Thousands apart: {@code 3,080}. */
    public static String count(long number) {
        String digits = Long.toString(number);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            boolean comma = i > 0 && (digits.length() - i) % 3 == 0 && digits.charAt(i - 1) != '-';
            text.append(comma ? "," : "").append(digits.charAt(i));
        }
        return text.toString();
    }

    /** A number of things: {@code 1 error}, {@code 1,200 errors}. */
    public static String count(long number, String thing) {
        return count(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** Six decimals with a sign. */
    public static String signed(double value) {
        String text = metric(value);
        return text.startsWith("-") ? text : "+" + text;
    }

    /** Six decimals, or that it is smaller. */
    public static String pValue(double value) {
        return value < 0.0000005 ? "< 0.000001" : metric(value);
    }
}
