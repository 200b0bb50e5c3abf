package io.demur.math;

/**
 * A sum of numbers in [0,1] whose digits do not depend on the order of addition.
 *
 * <p>Every addend is rounded to a multiple of 2^-62 and the sum is kept as two integers, so it is exactly associative
 * and commutative; integers (the losses 0 and 1) are summed exactly. Holds fewer than 2^32 addends. The state is two longs,
 * exposed so that arrays of sums need no objects: the sum is {@code (high + low * 2^-31) * 2^-31}.
 */
public final class LossSum {
    private static final double UNIT = 0x1p31;

    private LossSum() {}

    /** The multiple of 2^-31 below the addend. */
    public static long high(double addend) {
        return (long) (addend * UNIT);
    }

    /** What {@link #high} leaves, in units of 2^-62. */
    public static long low(double addend) {
        return Math.round((addend * UNIT - high(addend)) * UNIT);
    }

    /** The sum as a double, rounded once or twice; exact for integers. */
    public static double value(long high, long low) {
        long carry = low >> 31;
        return ((double) (high + carry) + (low - (carry << 31)) / UNIT) / UNIT;
    }

    /** The order-free sum of an array. */
    public static double of(double[] addends) {
        long high = 0;
        long low = 0;
        for (double addend : addends) {
            high += high(addend);
            low += low(addend);
        }
        return value(high, low);
    }
}
