package io.demur.guarantee;

import io.demur.math.LossSum;
import io.demur.metric.ScoredLosses;

/**
 * For every candidate threshold t, how many samples of a sample have {@code confidence >= t} and what their losses sum
 * to. All that a certificate needs to know of its sample.
 *
 * <p>Sums are those of {@link LossSum}: integers for 0/1 losses, and the same digits in any order of rows or blocks. The
 * cost is {@code n} binary searches among the thresholds. Blocks counted apart are joined by {@link #plus}.
 */
public final class ThresholdCounts {
    private final long samples;
    private final boolean binary;
    private final long[] accepted;
    private final long[] high;
    private final long[] low;

    private ThresholdCounts(long samples, boolean binary, long[] accepted, long[] high, long[] low) {
        this.samples = samples;
        this.binary = binary;
        this.accepted = accepted;
        this.high = high;
        this.low = low;
    }

    /** Counts a sample at every candidate. */
    public static ThresholdCounts of(Candidates candidates, ScoredLosses sample) {
        return of(candidates.descending(), sample);
    }

    static ThresholdCounts none(int size) {
        return new ThresholdCounts(0, true, new long[size], new long[size], new long[size]);
    }

    static ThresholdCounts of(double[] descending, ScoredLosses sample) {
        int size = descending.length;
        long[] accepted = new long[size + 1];
        long[] high = new long[size + 1];
        long[] low = new long[size + 1];
        for (int i = 0; i < sample.size(); i++) {
            int first = firstAccepting(descending, sample.confidence(i));
            double loss = sample.loss(i);
            accepted[first]++;
            high[first] += LossSum.high(loss);
            low[first] += LossSum.low(loss);
        }
        return new ThresholdCounts(sample.size(), sample.binary(), running(accepted), running(high), running(low));
    }

    /** The index of the largest threshold that is not above the confidence, or the number of thresholds. */
    private static int firstAccepting(double[] descending, double confidence) {
        int from = 0;
        int to = descending.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (confidence >= descending[middle]) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    /** Running totals; the last bucket, accepted by no threshold, is dropped. */
    private static long[] running(long[] buckets) {
        long[] totals = new long[buckets.length - 1];
        long total = 0;
        for (int i = 0; i < totals.length; i++) {
            total += buckets[i];
            totals[i] = total;
        }
        return totals;
    }

    /** The counts of both samples together, which must belong to the same candidates. */
    public ThresholdCounts plus(ThresholdCounts other) {
        if (accepted.length != other.accepted.length) {
            throw new IllegalArgumentException(
                    "counts at " + accepted.length + " and at " + other.accepted.length + " candidates");
        }
        return new ThresholdCounts(
                samples + other.samples,
                binary && other.binary,
                sum(accepted, other.accepted),
                sum(high, other.high),
                sum(low, other.low));
    }

    private static long[] sum(long[] a, long[] b) {
        long[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    /** Number of candidates. */
    public int size() {
        return accepted.length;
    }

    /** Number of samples counted, accepted or not. */
    public long samples() {
        return samples;
    }

    /** Whether every loss seen was 0 or 1. */
    public boolean binary() {
        return binary;
    }

    /** Number of samples that candidate {@code i} accepts. */
    public long accepted(int i) {
        return accepted[i];
    }

    /** Sum of the losses of the samples that candidate {@code i} accepts. */
    public double lossSum(int i) {
        return LossSum.value(high[i], low[i]);
    }

    double[] pValues(RiskTest test, MaxRisk r) {
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = test.pValue(accepted[i], lossSum(i), r);
        }
        return values;
    }
}
