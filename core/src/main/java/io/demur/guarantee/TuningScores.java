package io.demur.guarantee;

import io.demur.metric.ScoredLosses;
import java.util.Arrays;

/**
 * The distinct confidences of a tuning sample as places for a threshold: boundary {@code c} accepts exactly the
 * {@code c} surest samples and exists where the next one is less sure.
 */
final class TuningScores {
    private final double[] ascending;
    private final int[] boundaries;

    private TuningScores(double[] ascending) {
        this.ascending = ascending;
        this.boundaries = boundaries(ascending);
    }

    static TuningScores of(ScoredLosses tuning) {
        double[] scores = new double[tuning.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = tuning.confidence(i);
        }
        Arrays.sort(scores);
        return new TuningScores(scores);
    }

    private static int[] boundaries(double[] ascending) {
        int n = ascending.length;
        int[] counts = new int[n];
        int size = 0;
        for (int c = 1; c < n; c++) {
            if (Double.isFinite(midpoint(ascending[n - c - 1], ascending[n - c]))) {
                counts[size++] = c;
            }
        }
        return Arrays.copyOf(counts, size);
    }

    /** How many samples are accepted at each place for a threshold, rising; not with all accepted. */
    int[] boundaries() {
        return boundaries.clone();
    }

    /** The midpoint at boundary {@code c}. */
    double threshold(int c) {
        int n = ascending.length;
        return midpoint(ascending[n - c - 1], ascending[n - c]);
    }

    /** The boundary closest to a wanted number of accepted samples, the smaller of two equally close. */
    int nearest(long wanted) {
        int at = Arrays.binarySearch(boundaries, (int) wanted);
        if (at >= 0) {
            return boundaries[at];
        }
        int above = -at - 1;
        if (above == 0 || above == boundaries.length) {
            return boundaries[Math.max(0, above - 1)];
        }
        int below = above - 1;
        return wanted - boundaries[below] <= boundaries[above] - wanted ? boundaries[below] : boundaries[above];
    }

    /**
     * A finite number above {@code lower} and at most {@code upper}, half way where doubles allow it; NaN if the two are
     * equal, or the only such number is infinite. Infinities stand for the largest finite numbers. Of two adjacent
     * doubles the upper is taken.
     */
    static double midpoint(double lower, double upper) {
        if (!(lower < upper)) {
            return Double.NaN;
        }
        double from = Math.max(lower, -Double.MAX_VALUE);
        double to = Math.min(upper, Double.MAX_VALUE);
        double middle = from / 2 + to / 2;
        if (middle > lower && middle <= upper) {
            return middle;
        }
        return to > lower ? to : Double.NaN;
    }
}
