package io.demur.evaluation;

import io.demur.evaluation.ScoreEvaluation.CoverageAt;
import io.demur.evaluation.ScoreEvaluation.RiskAt;
import io.demur.math.ClopperPearson;
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
        for (Map.Entry<CurveMetric, Estimate> entry : metrics.entrySet()) {
            OptionalDouble error = ranked.standardError(entry.getKey());
            if (error.isPresent()) {
                entry.setValue(AnalyticInterval.around(
                        entry.getValue(), error.getAsDouble(), plan.confidence(), entry.getKey()));
            }
        }
        List<AcceptedPart> accepted = new ArrayList<>();
        for (double coverage : plan.coverages()) {
            int count = (int) ranked.curve().accepted(RiskAtCoverage.point(ranked.curve(), coverage));
            boolean[] part = ranked.ranking().first(count);
            accepted.add(new AcceptedPart(
                    calibration.of(part, count), calibration.classes().of(part)));
        }
        return of(score, curve, metrics, plan, accepted);
    }

    static ScoreEvaluation streamed(Score score, BoundedCurve curve, EvaluationPlan plan, boolean oracleKnown) {
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
        CurveMetric.allOf(curve).forEach((metric, bounds) -> metrics.put(metric, Estimate.of(bounds)));
        return metrics;
    }

    private static ScoreEvaluation of(
            Score score,
            BoundedCurve curve,
            Map<CurveMetric, Estimate> metrics,
            EvaluationPlan plan,
            List<AcceptedPart> accepted) {
        List<CoverageAt> coverages = new ArrayList<>();
        for (double risk : plan.risks()) {
            coverages.add(new CoverageAt(risk, Estimate.of(coverageAtRisk(curve, risk))));
        }
        List<RiskAt> risks = new ArrayList<>();
        for (double coverage : plan.coverages()) {
            risks.add(riskAt(curve, coverage, plan));
        }
        return new ScoreEvaluation(
                score,
                metrics,
                coverages,
                risks,
                accepted.stream().map(AcceptedPart::calibration).toList(),
                accepted.stream().map(AcceptedPart::classes).toList(),
                curve,
                reasons(curve.outline()));
    }

    /** What is known of the most confident rows besides their risk. */
    private record AcceptedPart(Calibration calibration, ClassCounts classes) {}

    /** With the interval that the risk has at a threshold fixed beforehand, though this one follows the rows. */
    private static RiskAt riskAt(BoundedCurve curve, double coverage, EvaluationPlan plan) {
        RiskCoverageCurve outline = curve.outline();
        int point = RiskAtCoverage.point(outline, coverage);
        Estimate risk = Estimate.of(RiskAtCoverage.bounds(curve, coverage));
        if (!plan.mode().streams() && plan.loss().isError()) {
            long errors = Math.round(outline.loss(point));
            risk = risk.with(
                    ClopperPearson.interval(outline.accepted(point), errors, plan.confidence()),
                    Estimate.Method.EXACT_BINOMIAL);
        }
        return new RiskAt(coverage, outline.coverage(point), risk);
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
