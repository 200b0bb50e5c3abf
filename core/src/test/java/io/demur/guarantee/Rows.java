package io.demur.guarantee;

import io.demur.metric.ScoredLosses;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Builds samples for tests from blocks of equal rows. */
final class Rows {
    private double[] confidence = new double[0];
    private double[] loss = new double[0];

    /** Adds right and wrong answers of one confidence. */
    Rows block(double score, int right, int wrong) {
        return rows(score, 0, right).rows(score, 1, wrong);
    }

    Rows rows(double score, double value, int count) {
        int from = loss.length;
        confidence = Arrays.copyOf(confidence, from + count);
        loss = Arrays.copyOf(loss, from + count);
        Arrays.fill(confidence, from, from + count, score);
        Arrays.fill(loss, from, from + count, value);
        return this;
    }

    ScoredLosses sample() {
        return ScoredLosses.of(confidence.clone(), loss.clone());
    }

    static ScoredLosses permuted(ScoredLosses sample, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = sample.size();
        double[] confidence = new double[n];
        double[] loss = new double[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            confidence[i] = confidence[j];
            loss[i] = loss[j];
            confidence[j] = sample.confidence(i);
            loss[j] = sample.loss(i);
        }
        return ScoredLosses.of(confidence, loss);
    }
}
