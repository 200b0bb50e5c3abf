package io.demur.math;

/**
 * Hashes of 64 bits that key everything random by content, so that results do not depend on the order of the rows.
 *
 * <p>Not cryptographic. {@link #mix} is a bijection with full avalanche (the finaliser of SplitMix64, Steele et al.
 * 2014).
 */
public final class Hash64 {
    /** Where the hash of a row starts. */
    public static final long START = 0x243f6a8885a308d3L;

    private static final long ODD = 0x9e3779b97f4a7c15L;

    private Hash64() {}

    /** Scrambles all bits. */
    public static long mix(long x) {
        long z = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Takes one more number into a running hash; 0 and -0 are one number. */
    public static long step(long hash, double value) {
        return step(hash, Double.doubleToRawLongBits(value + 0.0));
    }

    private static long step(long hash, long bits) {
        return (Long.rotateLeft(hash, 29) ^ bits) * ODD;
    }

    /**
     * The same for the hashes from {@code from} to before {@code to}: {@code hash[i]} takes in {@code values[i]}. In three
     * loops, of which the compiler does two for several numbers at a time; it does not for one loop that has doubles and
     * their bits.
     *
     * @param work at least {@code to} long; overwritten
     * @param bits likewise
     */
    public static void stepEach(long[] hash, double[] values, double[] work, long[] bits, int from, int to) {
        for (int i = from; i < to; i++) {
            work[i] = values[i] + 0.0;
        }
        for (int i = from; i < to; i++) {
            bits[i] = Double.doubleToRawLongBits(work[i]);
        }
        for (int i = from; i < to; i++) {
            hash[i] = step(hash[i], bits[i]);
        }
    }

    /** Scrambles the first {@code count} hashes. */
    public static void mixEach(long[] hash, int count) {
        for (int i = 0; i < count; i++) {
            hash[i] = mix(hash[i]);
        }
    }

    /** Joins two hashes; the order matters. */
    public static long join(long first, long second) {
        return mix(joint(first, second));
    }

    /** What {@link #mix} or {@link #mixEach} makes a joined hash of. */
    public static long joint(long first, long second) {
        return first * ODD + Long.rotateLeft(second, 32) + ODD;
    }

    /** A number in [0,1) from 53 bits of a hash. */
    public static double unit(long hash) {
        return (hash >>> 11) * 0x1p-53;
    }
}
