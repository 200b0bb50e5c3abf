package io.demur.metric;

import java.util.Arrays;

/** Collects the blocks of a curve in order. */
final class SplitBlocks {
    private double[] confidence;
    private long[] accepted;
    private double[] loss;
    private int size;
    private long samples;

    SplitBlocks(int room) {
        confidence = new double[room];
        accepted = new long[room];
        loss = new double[room];
    }

    /** A block of {@code count} samples, at whose end the sum of all losses so far is {@code totalLoss}. */
    void add(double threshold, long count, double totalLoss) {
        if (count > 0) {
            samples += count;
            confidence[size] = threshold;
            accepted[size] = samples;
            loss[size++] = totalLoss;
        }
    }

    /** The same with the zeros, the fraction and the ones of the block apart; rounding moves no sample. */
    void addSplit(double threshold, long count, double lossBefore, double totalLoss, boolean smallestFirst) {
        double blockLoss = totalLoss - lossBefore;
        long ones = (long) Math.min(count, Math.floor(blockLoss));
        long partial = blockLoss > ones && ones < count ? 1 : 0;
        long zeros = count - ones - partial;
        if (smallestFirst) {
            add(threshold, zeros, lossBefore);
            add(threshold, partial, totalLoss - ones);
            add(threshold, ones, totalLoss);
        } else {
            add(threshold, ones, ones == count ? totalLoss : lossBefore + ones);
            add(threshold, partial, totalLoss);
            add(threshold, zeros, totalLoss);
        }
    }

    /** The curve of the blocks; no array is held beside all of its copies. */
    RiskCoverageCurve curve(RiskCoverageCurve sameLosses) {
        confidence = Arrays.copyOf(confidence, size);
        accepted = Arrays.copyOf(accepted, size);
        loss = Arrays.copyOf(loss, size);
        return sameLosses.withBlocks(confidence, accepted, loss);
    }
}
