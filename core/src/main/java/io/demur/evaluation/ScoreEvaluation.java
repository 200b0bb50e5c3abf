package io.demur.evaluation;

import io.demur.metric.BoundedCurve;
import io.demur.metric.CurveMetric;
import io.demur.metric.ReasonCode;
import io.demur.metric.RiskCoverageCurve;
import io.demur.score.Score;
import java.util.List;
import java.util.Map;

/**
 * All numbers of one score.
 *
 * @param score which score
 * @param metrics every curve metric
 * @param coveragesAtRisk the largest attainable coverage within each risk asked for
 * @param risksAtCoverage the selective risk at each coverage asked for
 * @param calibrationOfAccepted of the most confident rows, at each coverage asked for; empty in bounded mode
 * @param classesOfAccepted of the same rows; empty in bounded mode
 * @param curve the curve from which all of these were computed, and which a plot draws
 * @param reasons what to know when reading the numbers
 */
public record ScoreEvaluation(
        Score score,
        Map<CurveMetric, Estimate> metrics,
        List<CoverageAt> coveragesAtRisk,
        List<RiskAt> risksAtCoverage,
        List<Calibration> calibrationOfAccepted,
        List<ClassCounts> classesOfAccepted,
        BoundedCurve curve,
        List<ReasonCode> reasons) {

    /**
     * A coverage.
     *
     * @param risk the selective risk allowed
     * @param coverage the coverage; undefined with the reason infeasible if there is none
     */
    public record CoverageAt(double risk, Estimate coverage) {}

    /**
     * A risk.
     *
     * @param coverage the coverage asked for
     * @param attained the smallest attainable coverage that is at least that
     * @param risk the selective risk there; of errors in exact mode with the exact binomial interval that it has at a
     *     threshold fixed beforehand, unless resamples, in which the threshold moves, give another
     */
    public record RiskAt(double coverage, double attained, Estimate risk) {}

    /** One metric. */
    public Estimate metric(CurveMetric metric) {
        Estimate estimate = metrics.get(metric);
        if (estimate == null) {
            throw new IllegalArgumentException(metric + " was not evaluated");
        }
        return estimate;
    }

    /** The outline of the curve; in exact mode the curve itself. */
    public RiskCoverageCurve outline() {
        return curve.outline();
    }
}
