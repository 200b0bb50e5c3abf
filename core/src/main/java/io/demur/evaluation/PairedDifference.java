package io.demur.evaluation;

import io.demur.math.Interval;
import io.demur.math.Normal;
import io.demur.metric.CurveMetric;
import io.demur.metric.Value;

/**
 * The difference of a metric between two rankings of the same rows: two scores of one model, or two models.
 *
 * <p>The standard error is that of the difference of the two influence functions, row by row, so what both share
 * cancels. Two rankings without any difference but that of rounding have p-value 1.
 *
 * @param metric which number
 * @param first its value for the first
 * @param second its value for the second
 * @param interval of {@code second - first}
 * @param pValue two-sided, of "there is no difference"
 * @param samples number of rows
 */
public record PairedDifference(
        CurveMetric metric, double first, double second, Interval interval, double pValue, int samples) {

    /**
     * Values that differ by less than this share of them are equal: rankings with other ties inside runs of one loss have
     * the same area, summed otherwise, and influences that differ by as little.
     */
    private static final double ROUNDING = 1e-12;

    /** {@code second - first}. */
    public double difference() {
        return second - first;
    }

    /** Whether the interval lies on one side of 0. */
    public boolean excludesZero() {
        return !interval.contains(0);
    }

    /**
     * Compares two rankings of the same rows.
     *
     * @param metric AURC[mean], AUGRC or AUROC_f
     * @return the comparison, or why there is none
     */
    static java.util.Optional<PairedDifference> of(
            CurveMetric metric, RankedSamples first, RankedSamples second, double confidence) {
        Value a = metric.of(first.curve());
        Value b = metric.of(second.curve());
        return first.influence(metric).flatMap(ia -> second.influence(metric).map(ib -> {
            for (int i = 0; i < ia.length; i++) {
                ib[i] -= ia[i];
            }
            return of(metric, a.get(), b.get(), ib, confidence);
        }));
    }

    private static PairedDifference of(CurveMetric metric, double a, double b, double[] influence, double confidence) {
        double error = Influence.standardError(influence);
        double difference = b - a;
        Interval interval = Interval.normal(difference, error, confidence);
        if (Math.abs(difference) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b))) {
            Interval withZero = new Interval(Math.min(0, interval.lower()), Math.max(0, interval.upper()));
            return new PairedDifference(metric, a, b, withZero, 1, influence.length);
        }
        double p = error == 0 ? 0 : 2 * Normal.upperTail(Math.abs(difference) / error);
        return new PairedDifference(metric, a, b, interval, Math.min(1, p), influence.length);
    }
}
