package io.demur.metric;

import java.util.Arrays;

/** Collects the blocks of a curve in order. */
final class SplitBlocks {
    private final double[] confidence;
    private final long[] accepted;
    private final double[] loss;
    private int size;
    private long samples;
    private double total;

    SplitBlocks(int room) {
        confidence = new double[room];
        accepted = new long[room];
        loss = new double[room];
    }

    void add(double threshold, long count, double blockLoss) {
        if (count > 0) {
            samples += count;
            total += blockLoss;
            confidence[size] = threshold;
            accepted[size] = samples;
            loss[size++] = total;
        }
    }

    void addSplit(double threshold, long count, double blockLoss, boolean smallestFirst) {
        long ones = (long) Math.floor(blockLoss);
        double fraction = blockLoss - ones;
        long partial = fraction > 0 ? 1 : 0;
        long zeros = count - ones - partial;
        add(threshold, smallestFirst ? zeros : ones, smallestFirst ? 0 : ones);
        add(threshold, partial, fraction);
        add(threshold, smallestFirst ? ones : zeros, smallestFirst ? ones : 0);
    }

    RiskCoverageCurve curve(RiskCoverageCurve sameLosses) {
        return sameLosses.withBlocks(
                Arrays.copyOf(confidence, size), Arrays.copyOf(accepted, size), Arrays.copyOf(loss, size));
    }
}
