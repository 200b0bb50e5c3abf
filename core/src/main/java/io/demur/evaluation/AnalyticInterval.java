package io.demur.evaluation;

import io.demur.math.ExactSum;
import io.demur.math.Interval;
import io.demur.math.Normal;
import io.demur.metric.Bounds;
import io.demur.metric.CurveMetric;
import io.demur.metric.Value;

/** Normal intervals around numbers with a known standard error, cut to the range of the number. */
final class AnalyticInterval {
    private AnalyticInterval() {}

    static Estimate around(Estimate estimate, double standardError, double confidence, CurveMetric metric) {
        double greatest = metric == CurveMetric.AUGRC ? 0.5 : 1;
        return around(estimate, standardError, confidence, greatest);
    }

    /** Of the mean of {@code n >= 1} numbers from 0 to the greatest there is, from their sum and the sum of their squares. */
    static Estimate ofMean(ExactSum sum, ExactSum squares, int n, double confidence, double greatest) {
        double mean = sum.value() / n;
        Estimate estimate = Estimate.of(Bounds.exact(Value.of(mean)));
        if (n < 2) {
            return estimate;
        }
        double variance = Math.max(0, squares.value() - n * mean * mean) / (n - 1);
        return around(estimate, Math.sqrt(variance / n), confidence, greatest);
    }

    private static Estimate around(Estimate estimate, double standardError, double confidence, double greatest) {
        double value = estimate.value().get();
        double reach = Normal.quantile((1 + confidence) / 2) * standardError;
        Interval interval = new Interval(Math.max(0, value - reach), Math.min(greatest, value + reach));
        return estimate.with(interval, Estimate.Method.ANALYTIC);
    }
}
