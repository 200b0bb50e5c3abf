package io.demur.evaluation;

import io.demur.evaluation.ScoreEvaluation.CoverageAt;
import io.demur.evaluation.ScoreEvaluation.RiskAt;
import io.demur.metric.BoundedCurve;
import io.demur.metric.Bounds;
import io.demur.metric.CoverageAtRisk;
import io.demur.metric.CurveMetric;
import io.demur.metric.ReasonCode;
import io.demur.metric.RiskAtCoverage;
import io.demur.metric.RiskCoverageCurve;
import io.demur.score.Score;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** All numbers of one score. */
final class ScoreEvaluator {
    private ScoreEvaluator() {}

    static ScoreEvaluation exact(Score score, RankedSamples ranked, EvaluationPlan plan, CalibrationData calibration) {
        BoundedCurve curve = BoundedCurve.exact(ranked.curve());
        Map<CurveMetric, Estimate> metrics = metrics(curve);
        metrics.replaceAll((metric, estimate) -> {
            OptionalDouble error = ranked.standardError(metric);
            return error.isPresent()
                    ? AnalyticInterval.around(estimate, error.getAsDouble(), plan.confidence(), metric)
                    : estimate;
        });
        List<Calibration> accepted = plan.coverages().stream()
                .map(c -> Math.round(RiskAtCoverage.of(ranked.curve(), c).coverage()
                        * ranked.samples().size()))
                .map(count -> calibration.accepted(ranked.ranking(), count.intValue()))
                .toList();
        return of(score, curve, metrics, plan, accepted);
    }

    static ScoreEvaluation bounded(Score score, BoundedCurve curve, EvaluationPlan plan, boolean oracleKnown) {
        Map<CurveMetric, Estimate> metrics = metrics(curve);
        if (!oracleKnown) {
            Estimate unknown = Estimate.of(Bounds.exact(io.demur.metric.Value.undefined(ReasonCode.NOT_IN_THIS_MODE)));
            metrics.put(CurveMetric.E_AURC, unknown);
            metrics.put(CurveMetric.N_AURC, unknown);
            metrics.put(CurveMetric.N_AURC_FIX_SC, unknown);
        }
        return of(score, curve, metrics, plan, List.of());
    }

    private static Map<CurveMetric, Estimate> metrics(BoundedCurve curve) {
        Map<CurveMetric, Estimate> metrics = new EnumMap<>(CurveMetric.class);
        for (CurveMetric metric : CurveMetric.values()) {
            metrics.put(metric, Estimate.of(metric.of(curve)));
        }
        return metrics;
    }

    private static ScoreEvaluation of(
            Score score,
            BoundedCurve curve,
            Map<CurveMetric, Estimate> metrics,
            EvaluationPlan plan,
            List<Calibration> accepted) {
        List<CoverageAt> coverages = plan.risks().stream()
                .map(r -> new CoverageAt(r, Estimate.of(coverageAtRisk(curve, r))))
                .toList();
        List<RiskAt> risks = plan.coverages().stream()
                .map(c -> new RiskAt(
                        c,
                        RiskAtCoverage.of(curve.outline(), c).coverage(),
                        Estimate.of(RiskAtCoverage.bounds(curve, c))))
                .toList();
        return new ScoreEvaluation(score, metrics, coverages, risks, accepted, curve, reasons(curve.outline()));
    }

    private static Bounds coverageAtRisk(BoundedCurve curve, double risk) {
        return curve.isExact()
                ? Bounds.exact(CoverageAtRisk.of(curve.outline(), risk))
                : CoverageAtRisk.bounds(curve, risk);
    }

    private static List<ReasonCode> reasons(RiskCoverageCurve curve) {
        List<ReasonCode> reasons = new ArrayList<>();
        Optional<ReasonCode> degenerate = curve.degenerate();
        degenerate.ifPresent(reasons::add);
        if (curve.points() == 1 && curve.samples() > 1) {
            reasons.add(ReasonCode.ALL_TIED);
        }
        return reasons;
    }
}
