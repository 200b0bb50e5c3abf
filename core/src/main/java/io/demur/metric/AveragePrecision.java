package io.demur.metric;

/**
 * Average precision of finding errors by low confidence: {@code sum_b (recall_b - recall_(b-1)) precision_b} over the tie
 * blocks from the least confident up; higher is better, range (0, 1].
 *
 * <p>Undefined without errors or without right predictions.
 */
public final class AveragePrecision {
    private AveragePrecision() {}

    /** The average precision. */
    public static Value of(RiskCoverageCurve curve) {
        double wrong = curve.totalLoss();
        if (wrong == 0 || wrong == curve.samples()) {
            return Value.undefined(wrong == 0 ? ReasonCode.ALL_RIGHT : ReasonCode.ALL_WRONG);
        }
        double sum = 0;
        double n = curve.samples();
        double lossAfter = wrong;
        for (int point = curve.points() - 1; point >= 0; point--) {
            double lossBefore = curve.lossBefore(point);
            double found = wrong - lossBefore;
            double retrieved = n - curve.acceptedBefore(point);
            sum += (lossAfter - lossBefore) * (found / retrieved);
            lossAfter = lossBefore;
        }
        return Value.of(sum / wrong);
    }

    /**
     * The least and greatest value of all curves that a bounded curve admits. Of a mixed block of {@code m} samples and
     * loss {@code S} behind {@code f} found in {@code r} retrieved: every precision inside is at most
     * {@code (f + S) / (r + S)}, and with the denominators at their largest the sum is at least
     * {@code S (f + (S + S/m) / 2) / (r + m)}, the value of equal losses.
     */
    static Bounds bounds(BoundedCurve bounded) {
        RiskCoverageCurve curve = bounded.outline();
        double wrong = curve.totalLoss();
        if (wrong == 0 || wrong == curve.samples()) {
            return Bounds.exact(of(curve));
        }
        double least = 0;
        double greatest = 0;
        for (int point = curve.points() - 1; point >= 0; point--) {
            double loss = curve.loss(point) - curve.lossBefore(point);
            double width = curve.accepted(point) - curve.acceptedBefore(point);
            double found = wrong - curve.loss(point);
            double retrieved = curve.samples() - curve.accepted(point);
            if (bounded.mixed(point) && loss > 0) {
                least += loss * (found + (loss + loss / width) / 2) / (retrieved + width);
                greatest += loss * (found + loss) / (retrieved + loss);
            } else {
                double term = loss * ((found + loss) / (retrieved + width));
                least += term;
                greatest += term;
            }
        }
        return new Bounds(Value.of(least / wrong), Value.of(Math.min(1, greatest / wrong)));
    }
}
