package io.demur.metric;

/**
 * Area under the generalised risk-coverage curve (Traub et al. 2024); lower is better.
 *
 * <p>The generalised risk at a coverage is the loss of the accepted divided by <em>all</em> samples. Trapezoids over the
 * ends of the tie blocks from (0, 0). Range [0, 1/2]. For 0/1 losses, with accuracy {@code a}, it equals
 * {@code (1 - AUROC_f) a (1 - a) + (1 - a)^2 / 2}, so the best value is {@code (1 - a)^2 / 2}.
 */
public final class Augrc {
    private Augrc() {}

    /** The area. */
    public static double of(RiskCoverageCurve curve) {
        return twiceCumulativeArea(curve) / (2.0 * curve.samples() * curve.samples());
    }

    /** The area of a perfect ranking of the same losses. */
    public static double oracle(RiskCoverageCurve curve) {
        return curve.oracle().twiceCumulativeArea() / (2.0 * curve.samples() * curve.samples());
    }

    /**
     * The value in TorchUncertainty's definition, {@code (1/(n-1))(sum g_i - (g_1 + g_n) / 2)} with tie-block means;
     * undefined for one sample.
     */
    public static Value torchUncertainty(RiskCoverageCurve curve) {
        double n = curve.samples();
        if (n == 1) {
            return Value.undefined(ReasonCode.ONE_SAMPLE);
        }
        double first = curve.loss(0) / curve.accepted(0);
        double sum = twiceCumulativeArea(curve) / 2 - first / 2;
        return Value.of(sum / n / (n - 1));
    }

    private static double twiceCumulativeArea(RiskCoverageCurve curve) {
        double area = 0;
        long before = 0;
        double lossBefore = 0;
        for (int point = 0; point < curve.points(); point++) {
            long after = curve.accepted(point);
            double loss = curve.loss(point);
            area += (after - before) * (lossBefore + loss);
            before = after;
            lossBefore = loss;
        }
        return area;
    }
}
