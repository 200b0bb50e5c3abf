package io.demur.metric;

import io.demur.metric.Aurc.Convention;

/**
 * Excess AURC: the area above that of a perfect ranking of the same losses, in the same convention; lower is better.
 *
 * <p>A perfect ranking gives 0 in {@code mean}, {@code paper} and {@code torch-uncertainty}; {@code fd-shifts} can fall
 * below its oracle under ties. Source: Geifman, Uziel and El-Yaniv 2019.
 */
public final class EAurc {
    private EAurc() {}

    /** {@code AURC - oracle}. */
    public static Value of(RiskCoverageCurve curve, Convention convention) {
        if (convention != Convention.FD_SHIFTS && curve.perfect()) {
            return Aurc.of(curve, convention).map(area -> 0);
        }
        Value oracle = Aurc.oracle(curve, convention);
        double least = convention == Convention.FD_SHIFTS ? Double.NEGATIVE_INFINITY : 0;
        return Aurc.of(curve, convention).map(area -> Math.max(least, area - oracle.get()));
    }
}
