package io.demur.metric;

import io.demur.math.LossSum;
import java.util.Arrays;

/**
 * Expected calibration error of the top label, L1: {@code sum_b |mean confidence - accuracy| n_b / n}; lower is better,
 * range [0, 1].
 *
 * <p>Confidence is the maximum softmax probability. Undefined for no sample ({@link ReasonCode#NOTHING_ACCEPTED}).
 * Sums do not depend on the order of the samples. Source: Naeini et al. 2015; Nguyen and O'Connor 2015 for equal counts.
 */
public final class Ece {
    /** Number of bins. */
    public static final int BINS = 15;

    /** Stands for the order of what is sorted already. */
    private static final int[] IDENTITY = {};

    private Ece() {}

    /** Over 15 equal-width bins, closed on the right; a probability of 0 falls into the first. */
    public static Value equalWidth(double[] probability, boolean[] right) {
        if (probability.length == 0) {
            return Value.undefined(ReasonCode.NOTHING_ACCEPTED);
        }
        long[] high = new long[BINS];
        long[] low = new long[BINS];
        long[] hits = new long[BINS];
        for (int i = 0; i < probability.length; i++) {
            int bin = bin(probability[i]);
            high[bin] += LossSum.high(probability[i]);
            low[bin] += LossSum.low(probability[i]);
            hits[bin] += right[i] ? 1 : 0;
        }
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(LossSum.value(high[bin], low[bin]) - hits[bin]);
        }
        return Value.of(sum / probability.length);
    }

    static int bin(double probability) {
        return Math.max(0, (int) Math.ceil(probability * BINS) - 1);
    }

    /**
     * Over 15 bins of equal count in the order of the probability. A tie block that a bin's edge cuts counts in both
     * with its mean accuracy.
     */
    public static Value equalCount(double[] probability, boolean[] right) {
        int n = probability.length;
        if (n == 0) {
            return Value.undefined(ReasonCode.NOTHING_ACCEPTED);
        }
        int[] order = isFalling(probability) ? IDENTITY : order(probability);
        double[] gap = new double[BINS];
        for (int start = 0, end; start < n; start = end) {
            double p = probability[at(order, start)];
            int hits = right[at(order, start)] ? 1 : 0;
            for (end = start + 1; end < n && probability[at(order, end)] == p; end++) {
                hits += right[at(order, end)] ? 1 : 0;
            }
            spread(gap, p - (double) hits / (end - start), start, end, n);
        }
        double sum = 0;
        for (double g : gap) {
            sum += Math.abs(g);
        }
        return Value.of(sum / n);
    }

    private static boolean isFalling(double[] probability) {
        for (int i = 1; i < probability.length; i++) {
            if (probability[i] > probability[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private static int[] order(double[] probability) {
        Ranking ranking = Ranking.of(probability);
        int[] order = new int[probability.length];
        Arrays.setAll(order, ranking::sample);
        return order;
    }

    private static int at(int[] order, int i) {
        return order.length == 0 ? i : order[i];
    }

    /** Adds a block's difference to every bin in proportion to the samples that fall into it. */
    private static void spread(double[] gap, double difference, int start, int end, int n) {
        for (int i = start; i < end; ) {
            int bin = (int) ((long) i * BINS / n);
            int edge = (int) Math.min(end, ((long) (bin + 1) * n + BINS - 1) / BINS);
            gap[bin] += difference * (edge - i);
            i = edge;
        }
    }
}
