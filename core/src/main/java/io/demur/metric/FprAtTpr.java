package io.demur.metric;

/**
 * False positive rate at 95 % true positive rate, errors being the positives found by low confidence: the share of right
 * predictions rejected at the lowest threshold that rejects at least 95 % of the errors; lower is better.
 *
 * <p>Undefined with all right or all wrong.
 */
public final class FprAtTpr {
    private static final double TPR = 0.95;

    private FprAtTpr() {}

    /** The rate at 95 %. */
    public static Value of(RiskCoverageCurve curve) {
        double wrong = curve.totalLoss();
        double right = curve.samples() - wrong;
        if (wrong == 0 || right == 0) {
            return Value.undefined(wrong == 0 ? ReasonCode.ALL_RIGHT : ReasonCode.ALL_WRONG);
        }
        int point = curve.points() - 1;
        while (wrong - curve.lossBefore(point) < TPR * wrong) {
            point--;
        }
        double rejected = curve.samples() - curve.acceptedBefore(point);
        return Value.of((rejected - (wrong - curve.lossBefore(point))) / right);
    }
}
