package io.demur.evaluation;

import io.demur.metric.CurveMetric;
import io.demur.metric.Ranking;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.ScoredLosses;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Samples, their ranking and their curve: sorted once for every metric, interval and resample of one score.
 */
final class RankedSamples {
    private final ScoredLosses samples;
    private final Ranking ranking;
    private final RiskCoverageCurve curve;

    private RankedSamples(ScoredLosses samples, Ranking ranking) {
        this.samples = samples;
        this.ranking = ranking;
        this.curve = RiskCoverageCurve.of(ranking, samples);
    }

    static RankedSamples of(ScoredLosses samples) {
        return new RankedSamples(samples, samples.ranking());
    }

    ScoredLosses samples() {
        return samples;
    }

    Ranking ranking() {
        return ranking;
    }

    RiskCoverageCurve curve() {
        return curve;
    }

    /** The influence of each sample on a metric, for those metrics that have one and where they are defined. */
    Optional<double[]> influence(CurveMetric metric) {
        return blockwise(metric).map(influence -> influence.ofSamples(ranking, samples));
    }

    /**
     * The standard error of a metric, where {@link #influence} exists. None where all losses are equal: that other rows
     * would not vary either is not known from rows that do not.
     */
    OptionalDouble standardError(CurveMetric metric) {
        Optional<Influence> influence = blockwise(metric);
        if (influence.isEmpty() || curve.degenerate().isPresent()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                samples.binary()
                        ? influence.get().standardErrorOfBinary(curve)
                        : Influence.standardError(influence.get().ofSamples(ranking, samples)));
    }

    private Optional<Influence> blockwise(CurveMetric metric) {
        if (samples.size() < 2) {
            return Optional.empty();
        }
        return switch (metric) {
            case AURC -> Optional.of(Influence.aurc(curve));
            case AUGRC -> Optional.of(Influence.augrc(curve));
            case AUROC ->
                metric.of(curve).number().isPresent() ? Optional.of(Influence.auroc(curve)) : Optional.empty();
            case AURC_PAPER,
                    AURC_TORCH_UNCERTAINTY,
                    AURC_FD_SHIFTS,
                    E_AURC,
                    N_AURC,
                    N_AURC_FIX_SC,
                    AUGRC_TORCH_UNCERTAINTY,
                    AVERAGE_PRECISION,
                    FPR_AT_95_TPR -> Optional.empty();
        };
    }
}
