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

    /** Whether the value lies between the ends or on one. */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }
}
