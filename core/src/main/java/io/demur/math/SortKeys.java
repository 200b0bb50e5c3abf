package io.demur.math;

/**
 * Ordering doubles by integer keys: equal numbers are equal keys, and sorting needs no comparisons.
 */
public final class SortKeys {
    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;
    private static final int PASSES = 6;

    private SortKeys() {}

    /** A key that grows as the number falls; 0 and -0 share a key. Not for NaN. */
    public static long descending(double value) {
        return ~ascending(value);
    }

    /** A key that grows with the number when compared as unsigned. */
    public static long ascending(double value) {
        long bits = Double.doubleToRawLongBits(value + 0.0);
        return bits ^ ((bits >> 63) | Long.MIN_VALUE);
    }

    /** The number whose {@link #ascending} key this is. */
    public static double fromAscending(long key) {
        return Double.longBitsToDouble(key ^ ((~key >> 63) | Long.MIN_VALUE));
    }

    /**
     * Positions of the keys from the smallest unsigned key to the largest; equal keys keep their order. A radix sort:
     * digits that all keys share cost nothing.
     */
    public static int[] order(long[] keys) {
        int n = keys.length;
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        Moved from = new Moved(keys, order);
        Moved to = new Moved(new long[n], new int[n]);
        int[][] counts = digitCounts(keys);
        for (int pass = 0; pass < PASSES; pass++) {
            if (startsFromCounts(counts[pass], n)) {
                scatter(from, to, counts[pass], pass * BITS);
                Moved spare = from.keys == keys ? new Moved(new long[n], order) : from;
                from = to;
                to = spare;
            }
        }
        return from.order;
    }

    /** Keys with the positions they had: they move together, since looking a key up by its position misses the cache. */
    private static final class Moved {
        private final long[] keys;
        private final int[] order;

        Moved(long[] keys, int[] order) {
            this.keys = keys;
            this.order = order;
        }
    }

    private static int[][] digitCounts(long[] keys) {
        int[][] counts = new int[PASSES][BUCKETS];
        for (long key : keys) {
            for (int pass = 0; pass < PASSES; pass++) {
                counts[pass][digit(key, pass * BITS)]++;
            }
        }
        return counts;
    }

    /** Turns counts into start positions; false if all keys share the digit. */
    private static boolean startsFromCounts(int[] counts, int n) {
        int start = 0;
        for (int d = 0; d < BUCKETS; d++) {
            int count = counts[d];
            if (count == n) {
                return false;
            }
            counts[d] = start;
            start += count;
        }
        return true;
    }

    private static void scatter(Moved from, Moved to, int[] starts, int shift) {
        for (int i = 0; i < from.keys.length; i++) {
            long key = from.keys[i];
            int place = starts[digit(key, shift)]++;
            to.keys[place] = key;
            to.order[place] = from.order[i];
        }
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & (BUCKETS - 1);
    }
}
