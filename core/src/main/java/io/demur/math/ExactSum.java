package io.demur.math;

import java.util.Arrays;

/**
 * The exact sum of any doubles, rounded once at the end: the digits depend neither on the order of addition nor on how
 * the addends were divided among threads or files.
 *
 * <p>A fixed-point number wide enough for every double, held in limbs of 32 bits within longs, so that 2^30 additions
 * need no carry (after R. M. Neal, "Fast exact summation using small and large superaccumulators", 2015). Infinite and
 * NaN addends are refused.
 */
public final class ExactSum {
    private static final int LIMBS = 69;
    private static final int CARRY_EVERY = 1 << 30;
    private static final long LOW_32 = 0xffffffffL;

    private final long[] limbs = new long[LIMBS];
    private int pending;

    /** Empty. */
    public ExactSum() {}

    /** The exact sum of an array. */
    public static double of(double[] addends) {
        ExactSum sum = new ExactSum();
        for (double addend : addends) {
            sum.add(addend);
        }
        return sum.value();
    }

    /** Adds one finite number. */
    public void add(double addend) {
        long bits = Double.doubleToRawLongBits(addend);
        int exponent = (int) (bits >>> 52) & 0x7ff;
        if (exponent == 0x7ff) {
            throw new IllegalArgumentException("no sum has the addend " + addend);
        }
        long mantissa = bits & 0x000fffffffffffffL;
        if (exponent == 0) {
            exponent = 1;
        } else {
            mantissa |= 0x0010000000000000L;
        }
        deposit(bits < 0 ? -1 : 1, mantissa, exponent - 1);
    }

    private void deposit(int sign, long mantissa, int position) {
        int limb = position >>> 5;
        int shift = position & 31;
        long low = (mantissa & LOW_32) << shift;
        long high = (mantissa >>> 32) << shift;
        limbs[limb] += sign * (low & LOW_32);
        limbs[limb + 1] += sign * ((low >>> 32) + (high & LOW_32));
        limbs[limb + 2] += sign * (high >>> 32);
        if (++pending == CARRY_EVERY) {
            carry();
        }
    }

    /** Adds all that another sum holds; the other stays as it is. */
    public void add(ExactSum other) {
        carry();
        ExactSum copy = new ExactSum();
        System.arraycopy(other.limbs, 0, copy.limbs, 0, LIMBS);
        copy.carry();
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] += copy.limbs[i];
        }
        pending = 1;
    }

    private void carry() {
        for (int i = 0; i < LIMBS - 1; i++) {
            limbs[i + 1] += limbs[i] >> 32;
            limbs[i] &= LOW_32;
        }
        pending = 0;
    }

    /** The sum so far, rounded to a double. */
    public double value() {
        carry();
        if (limbs[LIMBS - 1] < 0) {
            ExactSum negated = new ExactSum();
            Arrays.setAll(negated.limbs, i -> -limbs[i]);
            return -negated.value();
        }
        int top = LIMBS - 1;
        while (top > 0 && limbs[top] == 0) {
            top--;
        }
        // The leading 64 bits, and one more bit for all that follows, make a number that rounds as the whole does.
        long head = limbs[top] << 32 | limb(top - 1);
        int shift = Long.numberOfLeadingZeros(head | 1);
        long rest = limb(top - 2) << shift;
        head = head << shift | rest >>> 32;
        boolean sticky = (rest & LOW_32) != 0 || (head & 1) != 0;
        for (int i = top - 3; i >= 0 && !sticky; i--) {
            sticky = limbs[i] != 0;
        }
        return Math.scalb((double) (head >>> 1 | (sticky ? 1 : 0)), 32 * (top - 1) - shift + 1 - 1074);
    }

    private long limb(int index) {
        return index < 0 ? 0 : limbs[index];
    }
}
