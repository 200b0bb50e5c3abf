package io.demur.metric;

import io.demur.math.Harmonic;

/** A perfect ranking: samples in order of rising loss, in runs of equal losses, no two tied. */
final class Oracle {
    private final double[] losses;
    private final double[] counts;

    Oracle(double[] losses, double[] counts) {
        this.losses = losses;
        this.counts = counts;
    }

    double sumOfRisks() {
        double sum = 0;
        double tail = 0;
        double after = 0;
        for (double count : counts) {
            after += count;
        }
        for (int i = losses.length - 1; i >= 0; i--) {
            long before = Math.round(after - counts[i]);
            if (counts[i] > 0) {
                double range = Harmonic.range(before, Math.round(after));
                sum += losses[i] * counts[i] * (tail + (1 - before * range / counts[i]));
                tail += range;
            }
            after = before;
        }
        return sum;
    }

    /** The smallest loss. */
    double firstRisk() {
        return counts[0] > 0 ? losses[0] : losses[1];
    }

    /** {@code sum g_i n} over the trapezoids: twice the area under the cumulative loss. */
    double twiceCumulativeArea() {
        double area = 0;
        double loss = 0;
        for (int i = 0; i < losses.length; i++) {
            double next = loss + losses[i] * counts[i];
            area += counts[i] * (loss + next);
            loss = next;
        }
        return area;
    }
}
