package io.demur.metric;

import io.demur.metric.Aurc.Convention;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The metrics that are functions of a risk-coverage curve alone, by the names under which tables and files carry them.
 */
public enum CurveMetric {
    /** {@link Aurc}, convention mean: the default. */
    AURC("aurc[mean]", Direction.LOWER),
    /** {@link Aurc} as in the paper. */
    AURC_PAPER("aurc[paper]", Direction.LOWER),
    /** {@link Aurc} as in TorchUncertainty. */
    AURC_TORCH_UNCERTAINTY("aurc[torch-uncertainty]", Direction.LOWER),
    /** {@link Aurc} as in FD-Shifts. */
    AURC_FD_SHIFTS("aurc[fd-shifts]", Direction.LOWER),
    /** {@link EAurc}, convention mean. */
    E_AURC("e-aurc[mean]", Direction.LOWER),
    /** {@link NAurc}, convention mean. */
    N_AURC("naurc[mean]", Direction.LOWER),
    /** {@link NAurc} of Cattelan and Silva. */
    N_AURC_FIX_SC("naurc[fixsc]", Direction.LOWER),
    /** {@link Augrc}. */
    AUGRC("augrc", Direction.LOWER),
    /** {@link Augrc} as in TorchUncertainty. */
    AUGRC_TORCH_UNCERTAINTY("augrc[torch-uncertainty]", Direction.LOWER),
    /** {@link Auroc}. */
    AUROC("auroc_f", Direction.HIGHER),
    /** {@link AveragePrecision}. */
    AVERAGE_PRECISION("ap-error", Direction.HIGHER),
    /** {@link FprAtTpr}. */
    FPR_AT_95_TPR("fpr@95tpr", Direction.LOWER);

    /** Which way is better. */
    public enum Direction {
        /** Smaller is better. */
        LOWER,
        /** Larger is better. */
        HIGHER
    }

    private final String text;
    private final Direction direction;

    CurveMetric(String text, Direction direction) {
        this.text = text;
        this.direction = direction;
    }

    /** Which way is better. */
    public Direction direction() {
        return direction;
    }

    /** The value of a curve known exactly. */
    public Value of(RiskCoverageCurve curve) {
        return switch (this) {
            case AURC -> Aurc.of(curve, Convention.MEAN);
            case AURC_PAPER -> Aurc.of(curve, Convention.PAPER);
            case AURC_TORCH_UNCERTAINTY -> Aurc.of(curve, Convention.TORCH_UNCERTAINTY);
            case AURC_FD_SHIFTS -> Aurc.of(curve, Convention.FD_SHIFTS);
            case E_AURC -> EAurc.of(curve, Convention.MEAN);
            case N_AURC -> NAurc.of(curve, Convention.MEAN);
            case N_AURC_FIX_SC -> NAurc.fixSc(curve);
            case AUGRC -> Value.of(Augrc.of(curve));
            case AUGRC_TORCH_UNCERTAINTY -> Augrc.torchUncertainty(curve);
            case AUROC -> Auroc.of(curve);
            case AVERAGE_PRECISION -> AveragePrecision.of(curve);
            case FPR_AT_95_TPR -> FprAtTpr.of(curve);
        };
    }

    /** Bounds that contain the value of every curve that a bounded curve admits. */
    public Bounds of(BoundedCurve curve) {
        return of(curve, curve::best, curve::worst);
    }

    /** {@link #of(BoundedCurve)} of every metric, with the two extreme orders of the blocks made once. */
    public static Map<CurveMetric, Bounds> allOf(BoundedCurve curve) {
        RiskCoverageCurve best = curve.best();
        RiskCoverageCurve worst = curve.worst();
        Map<CurveMetric, Bounds> all = new EnumMap<>(CurveMetric.class);
        for (CurveMetric metric : values()) {
            all.put(metric, metric.of(curve, () -> best, () -> worst));
        }
        return all;
    }

    private Bounds of(BoundedCurve curve, Supplier<RiskCoverageCurve> best, Supplier<RiskCoverageCurve> worst) {
        if (curve.isExact()) {
            return Bounds.exact(of(curve.outline()));
        }
        return switch (this) {
            case AURC_FD_SHIFTS -> Aurc.fdShiftsBounds(curve);
            case AVERAGE_PRECISION -> AveragePrecision.bounds(curve);
            default -> Bounds.between(of(best.get()), of(worst.get()));
        };
    }

    /** The metric of a name. */
    public static CurveMetric parse(String text) {
        return Arrays.stream(values())
                .filter(metric -> metric.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new io.demur.logits.InputException("metric '" + text + "'", "is not known"));
    }

    /** As files and tables carry it. */
    @Override
    public String toString() {
        return text;
    }
}
