package io.demur.math;

/**
 * Ordering doubles by integer keys: equal numbers are equal keys, and sorting needs no comparisons.
 */
public final class SortKeys {
    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;

    /** Where the digits of the upper half start: sign, exponent and 21 bits, by which most numbers already differ. */
    private static final int[] UPPER = {31, 42, 53};

    /** All digits; the third reaches into the fourth, which does no harm. */
    private static final int[] ALL = {0, 11, 20, 31, 42, 53};

    /** How far keys that share an upper half may be apart from their places, in the mean, for insertion to be worth it. */
    private static final long STEPS_PER_KEY = 4;

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

    /** Positions of the keys from the smallest unsigned key to the largest; equal keys keep their order. */
    public static int[] order(long[] keys) {
        return sort(keys).order;
    }

    /**
     * Sorts keys, which stay as they are, as unsigned numbers; equal keys keep their order. A radix sort of the upper
     * halves, then insertion; of the whole keys where many have the same upper half. Digits that all keys share cost
     * nothing.
     */
    public static Sorted sort(long[] keys) {
        Sorted sorted = byDigits(keys, UPPER);
        return inserted(sorted) ? sorted : byDigits(keys, ALL);
    }

    /** Keys with the positions they had: they move together, since looking a key up by its position misses the cache. */
    public static final class Sorted {
        private final long[] keys;
        private final int[] order;

        private Sorted(long[] keys, int[] order) {
            this.keys = keys;
            this.order = order;
        }

        /** The keys, smallest first; not a copy. */
        public long[] keys() {
            return keys;
        }

        /** For each of {@link #keys} where it was; not a copy. */
        public int[] order() {
            return order;
        }
    }

    private static Sorted byDigits(long[] keys, int[] shifts) {
        int n = keys.length;
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        Sorted from = new Sorted(keys.clone(), order);
        Sorted to = new Sorted(new long[n], new int[n]);
        int[][] counts = digitCounts(keys, shifts);
        for (int pass = 0; pass < shifts.length; pass++) {
            if (startsFromCounts(counts[pass], n)) {
                scatter(from, to, counts[pass], shifts[pass]);
                Sorted spare = from;
                from = to;
                to = spare;
            }
        }
        return from;
    }

    /** Moves every key to its place among those before it; gives up, leaving them half sorted, where that takes long. */
    private static boolean inserted(Sorted sorted) {
        long[] keys = sorted.keys;
        int[] order = sorted.order;
        long steps = STEPS_PER_KEY * keys.length;
        for (int i = 1; i < keys.length && steps >= 0; i++) {
            long key = keys[i];
            int position = order[i];
            int place = i;
            while (place > 0 && Long.compareUnsigned(keys[place - 1], key) > 0 && steps-- >= 0) {
                keys[place] = keys[place - 1];
                order[place] = order[place - 1];
                place--;
            }
            keys[place] = key;
            order[place] = position;
        }
        return steps >= 0;
    }

    private static int[][] digitCounts(long[] keys, int[] shifts) {
        int[][] counts = new int[shifts.length][BUCKETS];
        for (long key : keys) {
            for (int pass = 0; pass < shifts.length; pass++) {
                counts[pass][digit(key, shifts[pass])]++;
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

    private static void scatter(Sorted from, Sorted to, int[] starts, int shift) {
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
