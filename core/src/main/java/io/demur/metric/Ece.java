package io.demur.metric;

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

    /** Over the 15 equal-width bins of a {@link Reliability}. */
    public static Value equalWidth(Reliability reliability) {
        long samples = reliability.samples();
        if (samples == 0) {
            return Value.undefined(ReasonCode.NOTHING_ACCEPTED);
        }
        double sum = 0;
        for (Reliability.Bin bin : reliability.bins()) {
            sum += Math.abs(bin.probabilitySum() - bin.right());
        }
        return Value.of(sum / samples);
    }

    /** As above, of samples that are not counted yet. */
    public static Value equalWidth(double[] probability, boolean[] right) {
        return equalWidth(Reliability.of(probability, right));
    }

    /** The equal-width bin of a probability, from 0; closed on the right. */
    public static int bin(double probability) {
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
