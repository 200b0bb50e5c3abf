package io.demur.math;

/**
 * Two ends of a confidence interval.
 *
 * @param lower the smaller end
 * @param upper the larger end, not below {@code lower}
 */
public record Interval(double lower, double upper) {
    /** Checks the order of the ends. */
    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("an interval from " + lower + " to " + upper);
        }
    }

    /** The interval around an estimate whose error is normal. */
    public static Interval normal(double estimate, double standardError, double confidence) {
        double reach = Normal.quantile((1 + confidence) / 2) * standardError;
        return new Interval(estimate - reach, estimate + reach);
    }

    /** Whether the value lies between the ends or on one. */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }
}
