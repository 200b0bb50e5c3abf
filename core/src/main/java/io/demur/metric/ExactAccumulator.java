package io.demur.metric;

import java.util.Arrays;

/** Keeps every sample in memory, 16 bytes each, and sorts at the end: the exact curve. */
public final class ExactAccumulator implements RiskCoverageAccumulator<ExactAccumulator> {
    private static final int FIRST_ROOM = 1024;

    private double[] confidence = new double[FIRST_ROOM];
    private double[] loss = new double[FIRST_ROOM];
    private int size;

    /** Empty. */
    public ExactAccumulator() {}

    @Override
    public void add(double sampleConfidence, double sampleLoss) {
        reserve(size + 1L);
        confidence[size] = sampleConfidence;
        loss[size++] = sampleLoss;
    }

    @Override
    public void merge(ExactAccumulator other) {
        reserve((long) size + other.size);
        System.arraycopy(other.confidence, 0, confidence, size, other.size);
        System.arraycopy(other.loss, 0, loss, size, other.size);
        size += other.size;
    }

    private void reserve(long room) {
        if (room > confidence.length) {
            int grown = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(room, confidence.length * 2L));
            if (room > grown) {
                throw new IllegalStateException("exact mode holds at most " + grown + " samples");
            }
            confidence = Arrays.copyOf(confidence, grown);
            loss = Arrays.copyOf(loss, grown);
        }
    }

    @Override
    public long samples() {
        return size;
    }

    @Override
    public BoundedCurve curve() {
        ScoredLosses samples = ScoredLosses.of(Arrays.copyOf(confidence, size), Arrays.copyOf(loss, size));
        return BoundedCurve.exact(RiskCoverageCurve.of(samples));
    }
}
