package io.demur.evaluation;

import io.demur.math.Interval;
import io.demur.metric.Bounds;
import io.demur.metric.Value;
import java.util.Optional;

/**
 * A number with what is known of its uncertainty.
 *
 * @param bounds the number; lower and upper are the same in exact mode
 * @param interval where the true value lies with the stated confidence, if an interval was computed
 * @param method how the interval was computed
 */
public record Estimate(Bounds bounds, Optional<Interval> interval, Method method) {

    /** How an interval came about. */
    public enum Method {
        /** No interval. */
        NONE,
        /** Influence function and the normal distribution. */
        ANALYTIC,
        /** Clopper and Pearson. */
        EXACT_BINOMIAL,
        /** Percentiles of resamples. */
        BOOTSTRAP
    }

    /** A number without an interval. */
    public static Estimate of(Bounds bounds) {
        return new Estimate(bounds, Optional.empty(), Method.NONE);
    }

    /** The number with an interval. */
    public Estimate with(Interval other, Method how) {
        return new Estimate(bounds, Optional.of(other), how);
    }

    /** The number: the exact one, or the middle of its bounds. */
    public Value value() {
        return bounds.middle();
    }
}
