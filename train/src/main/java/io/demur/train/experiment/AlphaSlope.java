package io.demur.train.experiment;

import io.demur.math.Interval;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How a number changes with the smoothing level: per seed the least-squares slope on alpha, then the mean over seeds with
 * Student's t interval. Positive means that more smoothing makes the number larger.
 */
public final class AlphaSlope {
    private static final double UPPER = 0.975;

    private AlphaSlope() {}

    /**
     * The mean slope.
     *
     * @param alphas the levels, at least two of them different
     * @param values per seed one number per level
     * @return empty for fewer than two seeds, which have no interval
     */
    public static Optional<Statistic> of(String name, double[] alphas, double[][] values) {
        double[] slopes =
                Arrays.stream(values).mapToDouble(row -> slope(alphas, row)).toArray();
        Spread spread = Spread.of(slopes);
        if (spread.deviation().isEmpty()) {
            return Optional.empty();
        }
        int n = spread.n();
        double reach = TDistribution.of(n - 1).inverseCumulativeProbability(UPPER)
                * spread.deviation().getAsDouble()
                / Math.sqrt(n);
        Interval interval = new Interval(spread.mean() - reach, spread.mean() + reach);
        return Optional.of(new Statistic(name, spread.mean(), interval, "t interval over " + n + " seeds"));
    }

    /** The slope of the line through the points with the smallest squares. */
    static double slope(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            products += (x[i] - meanX) * (y[i] - meanY);
            squares += (x[i] - meanX) * (x[i] - meanX);
        }
        return products / squares;
    }
}
