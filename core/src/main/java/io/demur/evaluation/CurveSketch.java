package io.demur.evaluation;

import io.demur.math.ClopperPearson;
import io.demur.math.Interval;
import io.demur.metric.RiskAtCoverage;
import io.demur.metric.RiskCoverageCurve;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A risk-coverage curve with few points, for drawing: all of them attainable points of the curve itself.
 *
 * <p>Straight lines between them keep within {@link #tolerance} of the risk, and of the generalised risk, at every
 * attainable coverage. The tolerance is {@value #LEAST_TOLERANCE}, doubled until at most about {@value #MOST_POINTS}
 * points are left; a curve that has no more than those is kept whole. Both ends, the operating points asked for, and
 * those of {@link #USUAL_RISKS} and {@link #USUAL_COVERAGES} stay. Each point carries the exact binomial interval of its risk, where losses are 0/1:
 * pointwise, of a threshold fixed beforehand.
 *
 * @param points surest first
 * @param tolerance how far a straight line may lie from the curve; 0 if every point is kept
 * @param attainable number of points of the curve
 * @param samples number of rows
 */
public record CurveSketch(List<Point> points, double tolerance, int attainable, long samples) {
    /** About how many points stay at most. */
    public static final int MOST_POINTS = 500;

    /** The smallest tolerance. */
    public static final double LEAST_TOLERANCE = 1e-4;

    /** Risks whose operating points always stay. */
    public static final List<Double> USUAL_RISKS = List.of(0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2);

    /** Coverages whose operating points always stay. */
    public static final List<Double> USUAL_COVERAGES = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);

    /**
     * An attainable point.
     *
     * @param accepted how many rows are accepted
     * @param loss sum of their losses
     * @param confidence the lowest confidence accepted
     * @param interval of the risk
     */
    public record Point(long accepted, double loss, double confidence, Optional<Interval> interval) {

        /** Mean loss of the accepted. */
        public double risk() {
            return loss / accepted;
        }
    }

    public CurveSketch {
        points = List.copyOf(points);
    }

    /** The sketch of a score's curve. */
    public static CurveSketch of(ScoreEvaluation score, EvaluationPlan plan) {
        return of(score, plan, List.of());
    }

    /** As above; the operating points of some thresholds stay too. */
    public static CurveSketch of(ScoreEvaluation score, EvaluationPlan plan, List<Double> thresholds) {
        RiskCoverageCurve curve = score.outline();
        BitSet kept = fixed(curve, plan);
        for (double threshold : thresholds) {
            int at = curve.points() - 1;
            while (at >= 0 && curve.confidence(at) < threshold) {
                at--;
            }
            kept.set(Math.max(0, at));
        }
        double tolerance = 0;
        if (curve.points() <= MOST_POINTS) {
            kept.set(0, curve.points());
        } else {
            BitSet thin = kept;
            for (tolerance = LEAST_TOLERANCE; ; tolerance *= 2) {
                thin = CurveThinning.thin(curve, kept, tolerance);
                if (thin.cardinality() <= MOST_POINTS || tolerance >= 1) {
                    break;
                }
            }
            kept = thin;
        }
        List<Point> points = new ArrayList<>();
        kept.stream().forEach(at -> points.add(point(curve, at, plan)));
        return new CurveSketch(points, tolerance, curve.points(), curve.samples());
    }

    /** Share accepted at a point. */
    public double coverage(Point point) {
        return (double) point.accepted() / samples;
    }

    /**
     * The point of the largest coverage whose risk is at most {@code risk}; exact for risks asked for and
     * {@link #USUAL_RISKS}, otherwise at most what the curve attains.
     */
    public Optional<Point> within(double risk) {
        for (int at = points.size() - 1; at >= 0; at--) {
            if (points.get(at).risk() <= risk) {
                return Optional.of(points.get(at));
            }
        }
        return Optional.empty();
    }

    /**
     * The point of the smallest coverage that is at least {@code coverage}; exact for coverages asked for and
     * {@link #USUAL_COVERAGES}, otherwise at least that.
     */
    public Point at(double coverage) {
        return points.stream()
                .filter(point -> coverage(point) >= coverage)
                .findFirst()
                .orElseGet(() -> points.get(points.size() - 1));
    }

    /**
     * The point of the largest coverage at which every accepted row has at least this confidence; exact for thresholds
     * given, otherwise of at most that coverage.
     */
    public Optional<Point> above(double threshold) {
        for (int at = points.size() - 1; at >= 0; at--) {
            if (points.get(at).confidence() >= threshold) {
                return Optional.of(points.get(at));
            }
        }
        return Optional.empty();
    }

    private static BitSet fixed(RiskCoverageCurve curve, EvaluationPlan plan) {
        BitSet fixed = new BitSet();
        fixed.set(0);
        fixed.set(curve.points() - 1);
        List<Double> coverages = new ArrayList<>(USUAL_COVERAGES);
        coverages.addAll(plan.coverages());
        for (double coverage : coverages) {
            fixed.set(RiskAtCoverage.point(curve, coverage));
        }
        List<Double> risks = new ArrayList<>(USUAL_RISKS);
        risks.addAll(plan.risks());
        for (double risk : risks) {
            int at = curve.points() - 1;
            while (at >= 0 && curve.risk(at) > risk) {
                at--;
            }
            if (at >= 0) {
                fixed.set(at);
            }
        }
        return fixed;
    }

    private static Point point(RiskCoverageCurve curve, int at, EvaluationPlan plan) {
        long accepted = curve.accepted(at);
        double loss = curve.loss(at);
        Optional<Interval> interval = plan.loss().isError()
                ? Optional.of(ClopperPearson.interval(accepted, Math.round(loss), plan.confidence()))
                : Optional.empty();
        return new Point(accepted, loss, curve.confidence(at), interval);
    }
}
