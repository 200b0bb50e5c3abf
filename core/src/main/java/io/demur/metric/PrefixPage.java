package io.demur.metric;

import io.demur.math.ByteSink;
import io.demur.math.ByteSource;
import io.demur.math.LossSum;

/** Counters for all prefixes that share sign and exponent. */
final class PrefixPage {
    /** A loss of 1 is one unit of so many bits: wrong answers are then a small number. */
    private static final int LOSS_UNIT_BITS = 31;

    private final long[] count;
    private final long[] lossHigh;
    private final long[] lossLow;
    private final long[] key;
    private final boolean[] mixed;

    PrefixPage(int size) {
        count = new long[size];
        lossHigh = new long[size];
        lossLow = new long[size];
        key = new long[size];
        mixed = new boolean[size];
    }

    void add(int i, long sampleKey, double loss) {
        deposit(i, sampleKey, false);
        count[i]++;
        lossHigh[i] += LossSum.high(loss);
        lossLow[i] += LossSum.low(loss);
    }

    void merge(PrefixPage other) {
        for (int i = 0; i < count.length; i++) {
            if (other.count[i] > 0) {
                deposit(i, other.key[i], other.mixed[i]);
                count[i] += other.count[i];
                lossHigh[i] += other.lossHigh[i];
                lossLow[i] += other.lossLow[i];
            }
        }
    }

    /** Keeps the key of the least confident sample, as an exact block would. */
    private void deposit(int i, long otherKey, boolean otherMixed) {
        if (count[i] == 0) {
            key[i] = otherKey;
            mixed[i] = otherMixed;
        } else if (key[i] != otherKey) {
            mixed[i] = true;
            key[i] = Long.compareUnsigned(key[i], otherKey) > 0 ? key[i] : otherKey;
        } else {
            mixed[i] |= otherMixed;
        }
    }

    /** Writes the counters that are not 0; of a key, only what its prefix does not say. */
    void write(ByteSink sink, long belowPrefix) {
        sink.count(occupied());
        int before = 0;
        for (int i = 0; i < count.length; i++) {
            if (count[i] > 0) {
                sink.count(i - before).count(count[i] << 1 | (mixed[i] ? 1 : 0));
                sink.count(lossHigh[i] >>> LOSS_UNIT_BITS).count(lossHigh[i] & ((1L << LOSS_UNIT_BITS) - 1));
                sink.count(lossLow[i]).count(key[i] & belowPrefix);
                before = i;
            }
        }
    }

    /** Reads the counters into an empty page of keys that begin as {@code firstKey} does. */
    void read(ByteSource source, long firstKey, int belowPrefixBits) {
        int i = 0;
        for (int left = source.countBelow(count.length + 1); left > 0; left--) {
            i += source.countBelow(count.length - i);
            long counted = source.count();
            count[i] = counted >>> 1;
            mixed[i] = (counted & 1) == 1;
            lossHigh[i] = source.count() << LOSS_UNIT_BITS | source.count();
            lossLow[i] = source.count();
            key[i] = firstKey | (long) i << belowPrefixBits | source.count();
        }
    }

    int occupied() {
        int occupied = 0;
        for (long c : count) {
            occupied += c > 0 ? 1 : 0;
        }
        return occupied;
    }

    int size() {
        return count.length;
    }

    long count(int i) {
        return count[i];
    }

    long lossHigh(int i) {
        return lossHigh[i];
    }

    long lossLow(int i) {
        return lossLow[i];
    }

    long key(int i) {
        return key[i];
    }

    boolean mixed(int i) {
        return mixed[i];
    }
}
