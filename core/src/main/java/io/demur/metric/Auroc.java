package io.demur.metric;

/**
 * Area under the ROC curve of right against wrong predictions, {@code AUROC_f}: the probability that a right prediction
 * has a higher confidence than a wrong one, ties counting half; higher is better, range [0, 1].
 *
 * <p>Losses between 0 and 1 count as that much wrong and the rest right. Undefined with all right or all wrong.
 */
public final class Auroc {
    private Auroc() {}

    /** The area. */
    public static Value of(RiskCoverageCurve curve) {
        double wrong = curve.totalLoss();
        double right = curve.samples() - wrong;
        if (wrong == 0 || right == 0) {
            return Value.undefined(wrong == 0 ? ReasonCode.ALL_RIGHT : ReasonCode.ALL_WRONG);
        }
        double pairs = 0;
        long before = 0;
        double lossBefore = 0;
        for (int point = 0; point < curve.points(); point++) {
            long after = curve.accepted(point);
            double lossAfter = curve.loss(point);
            double loss = lossAfter - lossBefore;
            double rightHere = after - before - loss;
            pairs += rightHere * (wrong - lossAfter + loss / 2);
            before = after;
            lossBefore = lossAfter;
        }
        return Value.of(pairs / (wrong * right));
    }
}
