package io.demur.metric;

import io.demur.math.LossSum;
import java.util.Optional;

/**
 * Counters for a run of neighbouring prefixes. They are small, because counting a sample waits for the memory that they
 * lie in: eight bytes and a bit for each, and another eight that are looked at only as long as one confidence has come.
 * Losses other than 0 and 1 are kept apart, where there are any.
 */
final class PrefixLeaf {
    static final int BITS = 11;
    static final int SIZE = 1 << BITS;

    /** What tells keys of one prefix apart, and more; the bits above it are the same for all of them. */
    private static final long TAIL = (1L << (52 - PrefixGrid.LEAST_BITS)) - 1;

    private static final long COUNT = 0xffff_ffffL;
    private static final int WRONG = 32;

    /** Samples and, from bit 32 on, those of loss 1. */
    private final long[] counts = new long[SIZE];

    /** One bit for each: whether several keys have come. */
    private final long[] mixed = new long[SIZE / Long.SIZE];

    /** The tail of the only key. */
    private final long[] tails = new long[SIZE];

    private Optional<Fractions> fractions = Optional.empty();

    /** Sums of the other losses, as {@link LossSum} has them. */
    private static final class Fractions {
        private final long[] high = new long[SIZE];
        private final long[] low = new long[SIZE];
    }

    /** Counts a sample of loss 0 or 1. */
    void add(int i, long key, int wrong) {
        if (!mixed(i)) {
            addKey(i, key & TAIL);
        }
        counts[i] += 1 + ((long) wrong << WRONG);
    }

    private void addKey(int i, long tail) {
        if (counts[i] == 0) {
            tails[i] = tail;
        } else if (tails[i] != tail) {
            putSeveral(i);
        }
    }

    /** Counts a sample of a loss between them. */
    void addFraction(int i, long key, double loss) {
        add(i, key, 0);
        addFraction(i, LossSum.high(loss), LossSum.low(loss));
    }

    /** Adds to a sum of other losses. */
    void addFraction(int i, long high, long low) {
        Fractions sums = fractions();
        sums.high[i] += high;
        sums.low[i] += low;
    }

    private Fractions fractions() {
        if (fractions.isEmpty()) {
            fractions = Optional.of(new Fractions());
        }
        return fractions.get();
    }

    void merge(PrefixLeaf other) {
        for (int i = 0; i < SIZE; i++) {
            if (other.counts[i] != 0) {
                if (other.mixed(i)) {
                    putSeveral(i);
                } else {
                    addKey(i, other.tails[i]);
                }
                counts[i] += other.counts[i];
            }
        }
        other.fractions.ifPresent(theirs -> {
            Fractions sums = fractions();
            for (int i = 0; i < SIZE; i++) {
                sums.high[i] += theirs.high[i];
                sums.low[i] += theirs.low[i];
            }
        });
    }

    /** Sets the numbers of a prefix of which nothing was counted. */
    void put(int i, long count, long wrong) {
        counts[i] = count | wrong << WRONG;
    }

    /** Of which one key has come. */
    void putOnly(int i, long key) {
        tails[i] = key & TAIL;
    }

    /** Of which several have come. */
    void putSeveral(int i) {
        mixed[i / Long.SIZE] |= 1L << i;
    }

    int occupied() {
        int occupied = 0;
        for (long count : counts) {
            occupied += count == 0 ? 0 : 1;
        }
        return occupied;
    }

    long count(int i) {
        return counts[i] & COUNT;
    }

    long wrong(int i) {
        return counts[i] >>> WRONG;
    }

    boolean fractional() {
        return fractions.isPresent();
    }

    long fractionHigh(int i) {
        return fractions.isEmpty() ? 0 : fractions.get().high[i];
    }

    long fractionLow(int i) {
        return fractions.isEmpty() ? 0 : fractions.get().low[i];
    }

    long lossHigh(int i) {
        return wrong(i) * LossSum.high(1) + fractionHigh(i);
    }

    /** The bits of the only key that its prefix leaves open; of a mixed one, of the least confident key that there can be. */
    long tail(int i) {
        return mixed(i) ? TAIL : tails[i];
    }

    boolean mixed(int i) {
        return (mixed[i / Long.SIZE] & 1L << i) != 0;
    }
}
