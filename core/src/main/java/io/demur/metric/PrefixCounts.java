package io.demur.metric;

import io.demur.logits.InputException;
import io.demur.math.LossSum;
import java.util.Arrays;
import java.util.Optional;

/**
 * Samples and losses by prefix, in pages of neighbouring prefixes, which come into being with the first confidence of
 * theirs. Counting waits for memory, so all pages lie in one array, a counter is one number, and a second number is looked
 * at only as long as a prefix has had one confidence. Losses other than 0 and 1 are kept apart, where there are any.
 */
final class PrefixCounts {
    /** Samples that are counted in one go at most. */
    static final int TOGETHER = 1024;

    private static final int PAGE_BITS = 11;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int IN_PAGE = PAGE - 1;

    /** What tells keys of one prefix apart, and more; the bits above it are the same for all of them. */
    private static final long TAIL = (1L << (52 - PrefixGrid.LEAST_BITS)) - 1;

    private static final int WRONG = 32;
    private static final long MOST_SAMPLES = (1L << 32) - 1;
    private static final long MOST_WRONG = (1L << 31) - 1;
    /** The bit that says that several keys have come. */
    private static final long MIXED = Long.MIN_VALUE;

    /** Where the counters of a page begin; 0 if there is none. */
    private final int[] pages = new int[PrefixGrid.size() >>> PAGE_BITS];

    private final int[] places = new int[TOGETHER];

    private int used = PAGE;
    /** Samples in the lower half; in the upper half those of loss 1, below the bit for mixed prefixes. */
    private long[] counts = new long[PAGE];
    /** The tail of the only key. */
    private long[] tails = new long[PAGE];

    private Optional<Fractions> fractions = Optional.empty();
    private long samples;
    private long wrong;

    /** Sums of the other losses, as {@link LossSum} has them. */
    private static final class Fractions {
        private long[] high = new long[0];
        private long[] low = new long[0];
    }

    PrefixCounts() {
        // No prefix has place 0: it stands for what does not count, and must not hide that all the others are mixed.
        counts[0] = MIXED;
    }

    /** Samples counted so far. */
    long samples() {
        return samples;
    }

    /** Counts a sample of loss 0 or 1. */
    void add(int prefix, long key, int loss) {
        reserve(1, loss);
        int at = place(prefix);
        long count = counts[at];
        counts[at] = (count < 0 ? count : withKey(at, key, count)) + 1 + ((long) loss << WRONG);
    }

    /**
     * The same for many samples, {@link #TOGETHER} at most. First all counters are found, then all are looked at, and then
     * all are changed: the processor waits for the memory of many of them at the same time only if nothing else depends on
     * it.
     *
     * @param outcome their losses; below 0 for what does not count
     * @param first of the outcomes
     */
    void addAll(int[] prefix, long[] key, byte[] outcome, int first, int number) {
        int[] at = places;
        for (int i = 0; i < number; i++) {
            at[i] = outcome[first + i] < 0 ? 0 : place(prefix[i]);
        }
        boolean mixed = allMixed(at, number);
        long[] all = counts;
        long counted = 0;
        for (int i = 0; i < number; i++) {
            long loss = outcome[first + i];
            if (loss >= 0) {
                long count = all[at[i]];
                all[at[i]] = (mixed || count < 0 ? count : withKey(at[i], key[i], count)) + 1 + (loss << WRONG);
                counted += 1 + (loss << WRONG);
            }
        }
        reserve(counted & MOST_SAMPLES, counted >>> WRONG);
    }

    private boolean allMixed(int[] places, int number) {
        long every = MIXED;
        for (int i = 0; i < number; i++) {
            every &= counts[places[i]];
        }
        return every < 0;
    }

    /** The counter of a prefix that has not had several keys, with the bit for those if this is a second one. */
    private long withKey(int at, long key, long count) {
        long tail = key & TAIL;
        if (count == 0) {
            tails[at] = tail;
            return 0;
        }
        return tails[at] == tail ? count : count | MIXED;
    }

    /** Counts a sample of a loss between them. */
    void addFraction(int prefix, long key, double loss) {
        add(prefix, key, 0);
        addFraction(place(prefix), LossSum.high(loss), LossSum.low(loss));
    }

    private void addFraction(int at, long high, long low) {
        if (fractions.isEmpty()) {
            fractions = Optional.of(new Fractions());
        }
        Fractions sums = fractions.get();
        if (at >= sums.high.length) {
            sums.high = Arrays.copyOf(sums.high, counts.length);
            sums.low = Arrays.copyOf(sums.low, counts.length);
        }
        sums.high[at] += high;
        sums.low[at] += low;
    }

    private void reserve(long more, long moreWrong) {
        samples += more;
        wrong += moreWrong;
        if (samples > MOST_SAMPLES || wrong > MOST_WRONG) {
            throw new InputException(
                    "samples",
                    "there are more than " + MOST_SAMPLES + ", or more than " + MOST_WRONG + " wrong ones",
                    "measure them in parts");
        }
    }

    private int place(int prefix) {
        int page = pages[prefix >>> PAGE_BITS];
        return (page == 0 ? newPage(prefix >>> PAGE_BITS) : page) + (prefix & IN_PAGE);
    }

    private int newPage(int page) {
        if (used == counts.length) {
            int room = used + (used / 4 + IN_PAGE & ~IN_PAGE);
            counts = Arrays.copyOf(counts, room);
            tails = Arrays.copyOf(tails, room);
        }
        pages[page] = used;
        used += PAGE;
        return pages[page];
    }

    void merge(PrefixCounts other) {
        reserve(other.samples, other.wrong);
        for (int prefix : other.occupied()) {
            int theirs = other.place(prefix);
            int at = place(prefix);
            long more = other.counts[theirs];
            long count = counts[at];
            counts[at] =
                    ((count < 0 ? count : withKey(at, other.tails[theirs], count)) + (more & ~MIXED)) | (more & MIXED);
            if (other.fractional()) {
                addFraction(at, other.fractionHigh(prefix), other.fractionLow(prefix));
            }
        }
    }

    /** Sets the numbers of a prefix of which nothing was counted and one key has come. */
    void put(int prefix, long count, long ones, long key) {
        reserve(count, ones);
        int at = place(prefix);
        counts[at] = count | ones << WRONG;
        tails[at] = key & TAIL;
    }

    /** The same for one of which several have come. */
    void putMixed(int prefix, long count, long ones) {
        put(prefix, count, ones, 0);
        counts[place(prefix)] |= MIXED;
    }

    /** Adds to the sum of a prefix's other losses. */
    void putFraction(int prefix, long high, long low) {
        addFraction(place(prefix), high, low);
    }

    /** The prefixes of which something was counted, from the first on. */
    int[] occupied() {
        int size = 0;
        for (int at = PAGE; at < used; at++) {
            size += counts[at] == 0 ? 0 : 1;
        }
        int[] prefixes = new int[size];
        int found = 0;
        for (int page = 0; page < pages.length; page++) {
            for (int i = 0; pages[page] > 0 && i < PAGE; i++) {
                if (counts[pages[page] + i] != 0) {
                    prefixes[found++] = (page << PAGE_BITS) + i;
                }
            }
        }
        return prefixes;
    }

    long count(int prefix) {
        return counts[place(prefix)] & MOST_SAMPLES;
    }

    long wrong(int prefix) {
        return (counts[place(prefix)] & ~MIXED) >>> WRONG;
    }

    /** Whether several keys have come. */
    boolean mixed(int prefix) {
        return counts[place(prefix)] < 0;
    }

    /** The bits of the only key that its prefix leaves open; of a mixed one, of the least confident key that there can be. */
    long tail(int prefix) {
        return mixed(prefix) ? TAIL : tails[place(prefix)];
    }

    boolean fractional() {
        return fractions.isPresent();
    }

    long fractionHigh(int prefix) {
        return fractions.isEmpty() ? 0 : at(fractions.get().high, place(prefix));
    }

    long fractionLow(int prefix) {
        return fractions.isEmpty() ? 0 : at(fractions.get().low, place(prefix));
    }

    private static long at(long[] sums, int place) {
        return place < sums.length ? sums[place] : 0;
    }

    long lossHigh(int prefix) {
        return wrong(prefix) * LossSum.high(1) + fractionHigh(prefix);
    }
}
