package io.demur.evaluation;

import io.demur.math.Interval;
import io.demur.math.Normal;
import io.demur.metric.CurveMetric;

/** Normal intervals around a metric with a known standard error, cut to the metric's range. */
final class AnalyticInterval {
    private AnalyticInterval() {}

    static Estimate around(Estimate estimate, double standardError, double confidence, CurveMetric metric) {
        double value = estimate.value().get();
        double greatest = metric == CurveMetric.AUGRC ? 0.5 : 1;
        double reach = Normal.quantile((1 + confidence) / 2) * standardError;
        Interval interval = new Interval(Math.max(0, value - reach), Math.min(greatest, value + reach));
        return estimate.with(interval, Estimate.Method.ANALYTIC);
    }
}
