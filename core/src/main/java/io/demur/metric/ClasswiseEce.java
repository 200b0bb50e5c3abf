package io.demur.metric;

import io.demur.math.LossSum;

/**
 * Classwise expected calibration error: the mean over the classes of the calibration error of that class's probability,
 * over 15 equal-width bins, L1; lower is better, range [0, 1]. Source: Kull et al. 2019.
 *
 * <p>Collects probabilities row by row; what several collectors saw can be merged, in any order, to the same digits.
 */
public final class ClasswiseEce {
    private final int classes;
    private final long[] high;
    private final long[] low;
    private final long[] hits;
    private long rows;

    /** Empty, for {@code classes} classes. */
    public ClasswiseEce(int classes) {
        this.classes = classes;
        high = new long[classes * Ece.BINS];
        low = new long[classes * Ece.BINS];
        hits = new long[classes * Ece.BINS];
    }

    /** Takes the probabilities of one row. */
    public void add(double[] probabilities, int label) {
        rows++;
        for (int k = 0; k < classes; k++) {
            int at = k * Ece.BINS + Ece.bin(probabilities[k]);
            high[at] += LossSum.high(probabilities[k]);
            low[at] += LossSum.low(probabilities[k]);
            hits[at] += k == label ? 1 : 0;
        }
    }

    /** Takes all that another collector saw. */
    public void merge(ClasswiseEce other) {
        rows += other.rows;
        for (int i = 0; i < high.length; i++) {
            high[i] += other.high[i];
            low[i] += other.low[i];
            hits[i] += other.hits[i];
        }
    }

    /** The error; undefined if no row was seen. */
    public Value value() {
        if (rows == 0) {
            return Value.undefined(ReasonCode.NOTHING_ACCEPTED);
        }
        double sum = 0;
        for (int i = 0; i < high.length; i++) {
            sum += Math.abs(LossSum.value(high[i], low[i]) - hits[i]);
        }
        return Value.of(sum / rows / classes);
    }
}
