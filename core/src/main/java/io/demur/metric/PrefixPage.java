package io.demur.metric;

import io.demur.math.LossSum;

/** Counters for all prefixes that share sign and exponent. */
final class PrefixPage {
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
