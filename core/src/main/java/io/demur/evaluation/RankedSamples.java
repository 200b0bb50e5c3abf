package io.demur.evaluation;

import io.demur.math.ExactSum;
import io.demur.metric.CurveMetric;
import io.demur.metric.Ranking;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.ScoredLosses;
import java.util.Optional;

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
        Influence influence = new Influence(ranking, samples, curve);
        if (samples.size() < 2) {
            return Optional.empty();
        }
        return switch (metric) {
            case AURC -> Optional.of(influence.aurc());
            case AUGRC -> Optional.of(influence.augrc());
            case AUROC -> metric.of(curve).number().isPresent() ? Optional.of(influence.auroc()) : Optional.empty();
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

    /** Standard error of a mean-zero influence: the same digits whatever the order of the samples. */
    static double standardError(double[] influence) {
        ExactSum squares = new ExactSum();
        for (double x : influence) {
            squares.add(x * x);
        }
        double n = influence.length;
        return Math.sqrt(squares.value() / n / (n - 1));
    }
}
