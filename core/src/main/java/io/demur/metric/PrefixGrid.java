package io.demur.metric;

import io.demur.math.SortKeys;

/**
 * How finely confidences are counted: which prefix of its order-preserving bits a confidence belongs to. The same for
 * everybody, so that counts of any threads, files and machines add up.
 *
 * <p>A prefix is the sign, the exponent, and as many bits of the mantissa as there is need of: most where the confidences
 * of models crowd, which is just below 1 for norms and probabilities and between 1 and 64 for the logit of msp.
 */
final class PrefixGrid {
    /** Of the mantissa, at every exponent. */
    static final int LEAST_BITS = 14;

    /** Below 1, where a hundred classes and a norm of high order leave a spread of a thousandth. */
    private static final int BITS_BELOW_ONE = 19;

    private static final int BITS_OF_GAPS = 17;
    private static final int BITS_OF_SMALL = 16;
    private static final int BELOW_ONE = -1;
    private static final int LARGEST_GAP = 5;
    private static final int SMALL = -4;

    private static final int EXPONENTS = 1 << 12;
    private static final int MANTISSA = 52;
    private static final int BIAS = 1023;

    private static final int[] SHIFT = new int[EXPONENTS];
    private static final int[] FIRST = new int[EXPONENTS + 1];

    static {
        for (int e = 0; e < EXPONENTS; e++) {
            int bits = bits(exponent(e));
            SHIFT[e] = MANTISSA - bits;
            FIRST[e + 1] = FIRST[e] + (1 << bits);
        }
    }

    private PrefixGrid() {}

    private static int bits(int exponent) {
        if (exponent == BELOW_ONE) {
            return BITS_BELOW_ONE;
        } else if (exponent > BELOW_ONE && exponent <= LARGEST_GAP) {
            return BITS_OF_GAPS;
        }
        return exponent >= SMALL && exponent < BELOW_ONE ? BITS_OF_SMALL : LEAST_BITS;
    }

    /** The binary exponent of the numbers whose descending key starts with these 12 bits. */
    private static int exponent(int head) {
        int sign = EXPONENTS >> 1;
        return (head < sign ? sign - 1 - head : head - sign) - BIAS;
    }

    /** Number of prefixes. */
    static int size() {
        return FIRST[EXPONENTS];
    }

    /** The prefix of a key of {@code SortKeys.descending}; grows with the key. */
    static int prefix(long key) {
        int head = (int) (key >>> MANTISSA);
        return FIRST[head] + (int) ((key & ((1L << MANTISSA) - 1)) >>> SHIFT[head]);
    }

    /** The keys and prefixes of some confidences. */
    static void find(double[] confidence, int first, int number, long[] keys, int[] prefixes) {
        for (int i = 0; i < number; i++) {
            long key = SortKeys.descending(confidence[first + i]);
            keys[i] = key;
            prefixes[i] = prefix(key);
        }
    }

    /**
     * The key of a prefix that ends in the given bits, of which only those count that the prefix leaves open.
     */
    static long key(int prefix, long tail) {
        int head = head(prefix);
        long mantissa = (long) (prefix - FIRST[head]) << SHIFT[head];
        return ((long) head << MANTISSA) | mantissa | (tail & open(head));
    }

    /** The bits that a prefix leaves open. */
    static long openBits(int prefix) {
        return open(head(prefix));
    }

    private static long open(int head) {
        return (1L << SHIFT[head]) - 1;
    }

    /** Sign and exponent. */
    private static int head(int prefix) {
        int low = 0;
        int high = EXPONENTS;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (FIRST[middle] <= prefix) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
