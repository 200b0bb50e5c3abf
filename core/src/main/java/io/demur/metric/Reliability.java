package io.demur.metric;

import io.demur.math.LossSum;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The reliability diagram of the top label: samples by their probability, in 15 equal-width bins closed on the right; a
 * probability of 0 falls into the first.
 *
 * <p>Sums do not depend on the order of the samples. No sample gives 15 empty bins.
 *
 * @param bins from the least probability up
 */
public record Reliability(List<Bin> bins) {

    /**
     * The samples whose probability falls into a bin.
     *
     * @param count how many
     * @param probabilitySum sum of their probabilities
     * @param right how many are predicted right
     */
    public record Bin(long count, double probabilitySum, long right) {

        /** Mean probability, unless the bin is empty. */
        public OptionalDouble probability() {
            return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(probabilitySum / count);
        }

        /** Share predicted right, unless the bin is empty. */
        public OptionalDouble accuracy() {
            return count == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / count);
        }
    }

    public Reliability {
        bins = List.copyOf(bins);
    }

    /** Counts samples by the probability of their prediction. */
    public static Reliability of(double[] probability, boolean[] right) {
        long[] counts = new long[Ece.BINS];
        long[] high = new long[Ece.BINS];
        long[] low = new long[Ece.BINS];
        long[] hits = new long[Ece.BINS];
        for (int i = 0; i < probability.length; i++) {
            int bin = Ece.bin(probability[i]);
            counts[bin]++;
            high[bin] += LossSum.high(probability[i]);
            low[bin] += LossSum.low(probability[i]);
            hits[bin] += right[i] ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < Ece.BINS; bin++) {
            bins.add(new Bin(counts[bin], LossSum.value(high[bin], low[bin]), hits[bin]));
        }
        return new Reliability(bins);
    }

    /** Number of samples. */
    public long samples() {
        long samples = 0;
        for (Bin bin : bins) {
            samples += bin.count();
        }
        return samples;
    }
}
