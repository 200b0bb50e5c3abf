package io.demur.metric;

import io.demur.metric.Aurc.Convention;
import java.util.Optional;

/**
 * Normalised AURC: 0 for a perfect ranking, 1 for a constant confidence, above 1 for one that is worse than none; lower is
 * better. Undefined where all losses are equal.
 */
public final class NAurc {
    private NAurc() {}

    /** {@code (AURC - oracle) / (AURC of a constant confidence - oracle)}. */
    public static Value of(RiskCoverageCurve curve, Convention convention) {
        return normalised(curve, convention, Aurc.of(curve.constant(), convention));
    }

    /** The definition of Cattelan and Silva, {@code (AURC - oracle) / (error - oracle)}. */
    public static Value fixSc(RiskCoverageCurve curve) {
        return normalised(curve, Convention.PAPER, Value.of(curve.fullRisk()));
    }

    private static Value normalised(RiskCoverageCurve curve, Convention convention, Value worst) {
        Optional<ReasonCode> degenerate = curve.degenerate();
        if (degenerate.isPresent()) {
            return Value.undefined(degenerate.get());
        }
        Value oracle = Aurc.oracle(curve, convention);
        return EAurc.of(curve, convention).map(excess -> excess / (worst.get() - oracle.get()));
    }
}
