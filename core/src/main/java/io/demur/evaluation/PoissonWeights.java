package io.demur.evaluation;

import io.demur.math.Hash64;
import io.demur.math.SortKeys;

/**
 * How often each row occurs in each resample: independent Poisson(1) counts (Chamandy et al. 2012), keyed by the seed, the
 * number of the resample, the content of the row and its occurrence among rows of the same content. So they do not
 * depend on the order of the rows, nor on the number of threads.
 *
 * <p>Rows are numbered in canonical order, that of their keys.
 */
final class PoissonWeights {
    /** Resamples drawn together. */
    static final int LANES = 16;

    /** {@code 2^32 P(X <= k)} for Poisson(1). */
    private static final long[] CUMULATIVE = cumulative();

    private static final long LOW_32 = 0xffffffffL;

    /** The least count of uniforms that begin with these 8 bits: all but five of the 256 have no other. */
    private static final byte[] LEAST = least();

    private final int[] canonical;
    private final long[] rowKeys;
    private final long seed;

    PoissonWeights(long[] contentKeys, long seed) {
        this.seed = Hash64.mix(seed ^ Hash64.START);
        canonical = SortKeys.order(contentKeys);
        rowKeys = new long[contentKeys.length];
        int occurrence = 0;
        for (int i = 0; i < rowKeys.length; i++) {
            long key = contentKeys[canonical[i]];
            occurrence = i > 0 && key == contentKeys[canonical[i - 1]] ? occurrence + 1 : 0;
            rowKeys[i] = Hash64.join(key, occurrence);
        }
    }

    private static long[] cumulative() {
        long[] table = new long[13];
        double probability = 1 / Math.E;
        double sum = 0;
        for (int k = 0; k < table.length; k++) {
            sum += probability;
            probability /= k + 1;
            table[k] = (long) (sum * 0x1p32);
        }
        return table;
    }

    private static byte[] least() {
        byte[] counts = new byte[1 << 8];
        for (int first = 0; first < counts.length; first++) {
            counts[first] = (byte) upwards(0, (long) first << 24);
        }
        return counts;
    }

    int size() {
        return rowKeys.length;
    }

    /** A column in canonical order. */
    double[] canonical(double[] column) {
        double[] ordered = new double[column.length];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = column[canonical[i]];
        }
        return ordered;
    }

    /** Fills {@code weights[row * LANES + lane]} for the resamples of one batch. */
    void draw(int batch, int[] weights) {
        long[] keys = new long[LANES / 2];
        for (int j = 0; j < keys.length; j++) {
            keys[j] = Hash64.mix(seed + (long) batch * keys.length + j);
        }
        for (int row = 0; row < rowKeys.length; row++) {
            for (int j = 0; j < keys.length; j++) {
                long random = Hash64.mix(rowKeys[row] ^ keys[j]);
                weights[row * LANES + 2 * j] = count(random & LOW_32);
                weights[row * LANES + 2 * j + 1] = count(random >>> 32);
            }
        }
    }

    private static int count(long uniform) {
        return upwards(LEAST[(int) (uniform >>> 24)], uniform);
    }

    private static int upwards(int least, long uniform) {
        int k = least;
        while (k < CUMULATIVE.length && uniform >= CUMULATIVE[k]) {
            k++;
        }
        return k;
    }
}
