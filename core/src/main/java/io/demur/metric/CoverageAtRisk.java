package io.demur.metric;

import java.math.BigDecimal;

/**
 * Coverage at a risk: the largest attainable coverage whose selective risk is at most {@code r}, equality included;
 * higher is better. Where there is none the value is undefined with {@link ReasonCode#INFEASIBLE}, and the coverage is 0.
 *
 * <p>Selective accuracy constrained coverage, {@link #sac}, is the coverage at risk {@code 1 - a}. Read off the samples
 * themselves, so it promises nothing about new ones: that takes a certificate.
 */
public final class CoverageAtRisk {
    private CoverageAtRisk() {}

    /** The coverage at risk {@code r}. */
    public static Value of(RiskCoverageCurve curve, double r) {
        for (int point = curve.points() - 1; point >= 0; point--) {
            if (curve.risk(point) <= r) {
                return Value.of(curve.coverage(point));
            }
        }
        return Value.undefined(ReasonCode.INFEASIBLE);
    }

    /**
     * SAC(a), the coverage at risk {@code 1 - a}; {@code 1 - a} is taken in decimal, so that SAC(.95) allows a risk of .05.
     *
     * @param accuracy {@code a}, in [0, 1]
     */
    public static Value sac(RiskCoverageCurve curve, double accuracy) {
        if (!(accuracy >= 0 && accuracy <= 1)) {
            throw new IllegalArgumentException("an accuracy lies in [0, 1], not at " + accuracy);
        }
        return of(curve, BigDecimal.ONE.subtract(BigDecimal.valueOf(accuracy)).doubleValue());
    }

    /** The least and greatest value of all curves that a bounded curve admits. */
    public static Bounds bounds(BoundedCurve bounded, double r) {
        RiskCoverageCurve outline = bounded.outline();
        for (int point = outline.points() - 1; point >= 0; point--) {
            if (outline.risk(point) <= r) {
                Value attained = Value.of(outline.coverage(point));
                return new Bounds(attained, attained);
            }
            if (bounded.mixed(point)) {
                long most = mostWithin(outline, point, r);
                if (most > outline.acceptedBefore(point)) {
                    return new Bounds(of(outline, r), Value.of((double) most / outline.samples()));
                }
            }
        }
        return new Bounds(Value.undefined(ReasonCode.INFEASIBLE), Value.undefined(ReasonCode.INFEASIBLE));
    }

    /** How many could be accepted within the risk if inside the block the right came first. */
    private static long mostWithin(RiskCoverageCurve outline, int point, double r) {
        long right = (long) Math.ceil(outline.accepted(point) - (outline.loss(point) - outline.lossBefore(point)));
        long low = outline.acceptedBefore(point);
        long high = outline.accepted(point);
        if (right > low && outline.lossBefore(point) / right <= r) {
            low = right;
        }
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            double loss = Math.max(outline.lossBefore(point), outline.loss(point) - (outline.accepted(point) - middle));
            if (loss / middle <= r) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
