package io.demur.metric;

import io.demur.math.ByteSink;
import io.demur.math.ByteSource;
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

    /** Samples and, from bit 32 on, those of loss 1; then the tail of the least confident key, and whether it is mixed. */
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
            slots[2 * i + 1] = Math.max(slots[2 * i + 1], tail) | MIXED;
        }
    }

    /** Counts a sample of a loss between them. */
    void addFraction(int i, long key, double loss) {
        add(i, key, 0);
        Fractions sums = fractions();
        sums.high[i] += LossSum.high(loss);
        sums.low[i] += LossSum.low(loss);
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
                slots[2 * i + 1] = mine == 0 ? b : Math.max(a, b) | ((a ^ b) > MIXED ? MIXED : (a | b) & MIXED);
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

    /** Writes the counters that are not 0. */
    void write(ByteSink sink) {
        sink.count(occupied()).count(fractions.isPresent() ? 1 : 0);
        int before = 0;
        for (int i = 0; i < SIZE; i++) {
            if (slots[2 * i] != 0) {
                sink.count(i - before).count(count(i)).count(slots[2 * i] >>> WRONG);
                sink.count(slots[2 * i + 1]);
                int at = i;
                fractions.ifPresent(sums -> sink.count(sums.high[at]).count(sums.low[at]));
                before = i;
            }
        }
    }

    /** Reads the counters into an empty leaf. */
    void read(ByteSource source) {
        int left = source.countBelow(SIZE + 1);
        boolean fractional = source.countBelow(2) == 1;
        for (int i = 0; left > 0; left--) {
            i += source.countBelow(SIZE - i);
            slots[2 * i] = source.count() | source.count() << WRONG;
            slots[2 * i + 1] = source.count();
            if (fractional) {
                fractions().high[i] = source.count();
                fractions().low[i] = source.count();
            }
        }
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

    long lossHigh(int i) {
        long ones = (slots[2 * i] >>> WRONG) * LossSum.high(1);
        return fractions.isEmpty() ? ones : ones + fractions.get().high[i];
    }

    long lossLow(int i) {
        return fractions.isEmpty() ? 0 : fractions.get().low[i];
    }

    /** The bits of the least confident key that its prefix leaves open. */
    long tail(int i) {
        return slots[2 * i + 1] >>> 1;
    }

    boolean mixed(int i) {
        return (slots[2 * i + 1] & MIXED) != 0;
    }
}
