package io.demur.io.csv;

/**
 * Decimal numbers in text, correctly rounded: {@code -1.5e3}, {@code .5}, and in any case {@code nan}, {@code inf},
 * {@code infinity} with an optional sign. Spaces around are skipped; hexadecimal numbers and Java's suffixes are not
 * numbers here.
 *
 * <p>Up to 2^53 times a power of ten up to 10^22 both are exact doubles, so one multiplication or division rounds
 * correctly and most numbers need no more; the rest goes to {@link Double#parseDouble}.
 */
public final class Decimal {
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long LARGEST_EXACT = 1L << 53;
    /** More digits could overflow a long. */
    private static final int MOST_DIGITS = 18;

    private static final int LARGEST_EXPONENT = 100_000;

    /** The bits of a double that a single lacks, and the first of them. */
    private static final long BELOW_SINGLE = (1L << 29) - 1;

    private static final long HALF_SINGLE = 1L << 28;

    private final char[] text;
    private final int end;
    private int at;
    private long digits;
    private int significant;
    private int scale;

    private Decimal(char[] text, int from, int end) {
        this.text = text;
        this.at = from;
        this.end = end;
    }

    /**
     * The number in a part of an array.
     *
     * @throws NumberFormatException if it is none
     */
    static double parse(char[] text, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end && text[from] == ' ') {
            from++;
        }
        while (end > from && text[end - 1] == ' ') {
            end--;
        }
        return new Decimal(text, from, end).parse();
    }

    /**
     * The number that a text is.
     *
     * @throws NumberFormatException if it is none
     */
    public static double parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /**
     * As {@link #parse(char[], int, int)}, to the nearest single. Rounding twice is wrong only where the double lies
     * halfway between two singles.
     */
    static float parseSingle(char[] text, int offset, int length) {
        double number = parse(text, offset, length);
        boolean halfway = (Double.doubleToRawLongBits(number) & BELOW_SINGLE) == HALF_SINGLE;
        return halfway ? Float.parseFloat(new String(text, offset, length).strip()) : (float) number;
    }

    /** Whether a text is a number. */
    public static boolean isNumber(String text) {
        try {
            parse(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private double parse() {
        int start = at;
        boolean negative = at < end && text[at] == '-';
        if (at < end && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        if (at < end && Character.isLetter(text[at])) {
            return word(negative);
        }
        int count = digits(0);
        if (at < end && text[at] == '.') {
            at++;
            count += digits(1);
        }
        int power = exponent() - scale;
        if (count == 0 || at != end) {
            throw new NumberFormatException();
        }
        if (significant > MOST_DIGITS || digits > LARGEST_EXACT || Math.abs(power) >= POWERS.length) {
            return Double.parseDouble(new String(text, start, end - start));
        }
        double magnitude = power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
        return negative ? -magnitude : magnitude;
    }

    private double word(boolean negative) {
        String word = new String(text, at, end - at);
        if (word.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        throw new NumberFormatException();
    }

    private int digits(int scalePerDigit) {
        int from = at;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            if (digits > 0 || text[at] != '0') {
                significant++;
            }
            if (significant <= MOST_DIGITS) {
                digits = digits * 10 + (text[at] - '0');
            }
            scale += scalePerDigit;
            at++;
        }
        return at - from;
    }

    private int exponent() {
        if (at == end || (text[at] != 'e' && text[at] != 'E')) {
            return 0;
        }
        at++;
        boolean negative = at < end && text[at] == '-';
        if (at < end && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        int from = at;
        int exponent = 0;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            exponent = Math.min(LARGEST_EXPONENT, exponent * 10 + (text[at] - '0'));
            at++;
        }
        if (at == from) {
            throw new NumberFormatException();
        }
        return negative ? -exponent : exponent;
    }
}
