package io.demur.evaluation;

import io.demur.metric.RiskCoverageCurve;
import java.util.BitSet;

/**
 * Leaves out points of a curve as long as the straight lines between those that stay keep within a tolerance of the
 * risk and of the generalised risk at every point left out.
 *
 * <p>From each point that stays, the slopes of lines that pass all points since then closely enough form an interval,
 * which only shrinks: the last point whose own line lies inside stays next. Linear in the points but for what is read
 * again behind a point that stays.
 */
final class CurveThinning {
    private final RiskCoverageCurve curve;
    private final double tolerance;

    private CurveThinning(RiskCoverageCurve curve, double tolerance) {
        this.curve = curve;
        this.tolerance = tolerance;
    }

    /** The points that stay; those of {@code fixed}, the ends among them, do. */
    static BitSet thin(RiskCoverageCurve curve, BitSet fixed, double tolerance) {
        CurveThinning thinning = new CurveThinning(curve, tolerance);
        BitSet kept = new BitSet();
        int from = fixed.nextSetBit(0);
        kept.set(from);
        while (from < curve.points() - 1) {
            from = thinning.next(from, fixed.nextSetBit(from + 1));
            kept.set(from);
        }
        return kept;
    }

    private int next(int from, int last) {
        Cone risk = new Cone();
        Cone generalised = new Cone();
        int reached = from + 1;
        for (int at = from + 1; at <= last; at++) {
            double step = curve.coverage(at) - curve.coverage(from);
            double rise = curve.risk(at) - curve.risk(from);
            double lift = (curve.loss(at) - curve.loss(from)) / curve.samples();
            if (risk.holds(rise / step) && generalised.holds(lift / step)) {
                reached = at;
            }
            risk.narrow(rise, step);
            generalised.narrow(lift, step);
            if (risk.empty() || generalised.empty()) {
                break;
            }
        }
        return reached;
    }

    /** The slopes that are left. */
    private final class Cone {
        private double low = Double.NEGATIVE_INFINITY;
        private double high = Double.POSITIVE_INFINITY;

        boolean holds(double slope) {
            return low <= slope && slope <= high;
        }

        void narrow(double rise, double step) {
            low = Math.max(low, (rise - tolerance) / step);
            high = Math.min(high, (rise + tolerance) / step);
        }

        boolean empty() {
            return low > high;
        }
    }
}
