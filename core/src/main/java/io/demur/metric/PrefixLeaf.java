package io.demur.metric;

import io.demur.math.LossSum;
import java.util.Optional;

/**
 * Counters for a run of neighbouring prefixes: two numbers that lie side by side for each, so that counting a sample
 * touches one line of the cache. Losses other than 0 and 1 are kept apart, where there are any.
 */
final class PrefixLeaf {
    static final int BITS = 11;
    static final int SIZE = 1 << BITS;

    /** What tells keys of one prefix apart, and more; the bits above it are the same for all of them. */
    private static final long TAIL = (1L << (52 - PrefixGrid.LEAST_BITS)) - 1;

    private static final long COUNT = 0xffff_ffffL;
    private static final int WRONG = 32;
    private static final long MIXED = 1;
    /** The second number of a mixed prefix: the least confident key that it can hold. */
    private static final long SEVERAL = TAIL << 1 | MIXED;

    /** Samples and, from bit 32 on, those of loss 1; then the tail of the only key, or that there are several. */
    private final long[] slots = new long[2 * SIZE];

    private Optional<Fractions> fractions = Optional.empty();

    /** Sums of the other losses, as {@link LossSum} has them. */
    private static final class Fractions {
        private final long[] high = new long[SIZE];
        private final long[] low = new long[SIZE];
    }

    /** Counts a sample of loss 0 or 1. */
    void add(int i, long key, int wrong) {
        long counts = slots[2 * i];
        long tail = (key & TAIL) << 1;
        slots[2 * i] = counts + 1 + ((long) wrong << WRONG);
        if (counts == 0) {
            slots[2 * i + 1] = tail;
        } else if ((slots[2 * i + 1] ^ tail) > MIXED) {
            slots[2 * i + 1] = SEVERAL;
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
            if (other.slots[2 * i] != 0) {
                long mine = slots[2 * i];
                long a = slots[2 * i + 1];
                long b = other.slots[2 * i + 1];
                slots[2 * i] = mine + other.slots[2 * i];
                slots[2 * i + 1] = mine == 0 || a == b ? b : SEVERAL;
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
        slots[2 * i] = count | wrong << WRONG;
    }

    /** Of which one key has come. */
    void putOnly(int i, long key) {
        slots[2 * i + 1] = (key & TAIL) << 1;
    }

    /** Of which several have come. */
    void putSeveral(int i) {
        slots[2 * i + 1] = SEVERAL;
    }

    int occupied() {
        int occupied = 0;
        for (int i = 0; i < SIZE; i++) {
            occupied += slots[2 * i] == 0 ? 0 : 1;
        }
        return occupied;
    }

    long count(int i) {
        return slots[2 * i] & COUNT;
    }

    long wrong(int i) {
        return slots[2 * i] >>> WRONG;
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
        return slots[2 * i + 1] >>> 1;
    }

    boolean mixed(int i) {
        return (slots[2 * i + 1] & MIXED) != 0;
    }
}
