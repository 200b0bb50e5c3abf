package io.demur.evaluation;

import io.demur.metric.ScoredLosses;
import java.util.Arrays;

/** {@link PoissonWeights#LANES} resamples side by side: how often each row occurs, and what that sums to. */
final class Resamples {
    private static final int LANES = PoissonWeights.LANES;

    private final int[] weight;
    private final int[] total = new int[LANES];
    private final double[] totalLoss = new double[LANES];

    /** Of so many rows. */
    Resamples(int rows) {
        weight = new int[Math.multiplyExact(rows, LANES)];
    }

    /** The weight of a row in a lane is at {@code row * LANES + lane}; who writes here calls {@link #sum} then. */
    int[] weight() {
        return weight;
    }

    /** Adds up the rows and the losses of every resample. */
    void sum(ScoredLosses samples) {
        Arrays.fill(total, 0);
        Arrays.fill(totalLoss, 0);
        for (int row = 0; row < samples.size(); row++) {
            int offset = row * LANES;
            double loss = samples.loss(row);
            for (int lane = 0; lane < LANES; lane++) {
                total[lane] += weight[offset + lane];
            }
            for (int lane = 0; loss > 0 && lane < LANES; lane++) {
                totalLoss[lane] += weight[offset + lane] * loss;
            }
        }
    }

    /** Rows of each resample. */
    int[] total() {
        return total;
    }

    /** Loss of each resample. */
    double[] totalLoss() {
        return totalLoss;
    }
}
