package io.demur.evaluation;

import io.demur.math.Interval;
import io.demur.math.Normal;

/** Normal intervals around a metric with a known standard error. */
final class AnalyticInterval {
    private AnalyticInterval() {}

    /** {@code value ± z se}, cut to the metric's range. */
    static Interval of(double value, double standardError, double confidence, double greatest) {
        double reach = Normal.quantile((1 + confidence) / 2) * standardError;
        return new Interval(Math.max(0, value - reach), Math.min(greatest, value + reach));
    }
}
