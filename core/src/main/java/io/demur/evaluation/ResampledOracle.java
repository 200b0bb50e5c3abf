package io.demur.evaluation;

import io.demur.metric.ScoredLosses;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The AURC of a perfect ranking under {@link PoissonWeights#LANES} resamples at once: from counts where losses are 0/1,
 * otherwise by one walk in the order of the losses. It is the same for every score.
 */
final class ResampledOracle {
    private final RankTable table;
    private final Optional<ResampledCurve> byLoss;
    private int[] total = new int[0];
    private double[] totalLoss = new double[0];

    /** Of the losses of some rows, in the order of the resamples' weights. */
    ResampledOracle(double[] losses, EvaluationPlan plan, RankTable table) {
        this.table = table;
        double[] perfect = Arrays.stream(losses).map(loss -> -loss).toArray();
        ScoredLosses ranked = ScoredLosses.of(perfect, losses);
        byLoss = ranked.binary()
                ? Optional.empty()
                : Optional.of(new ResampledCurve(ranked.ranking(), ranked, plan.at(List.of(), List.of()), table));
    }

    void walk(Resamples resamples) {
        total = resamples.total();
        totalLoss = resamples.totalLoss();
        byLoss.ifPresent(curve -> curve.walk(resamples));
    }

    /** NaN where a resample is empty. */
    double aurc(int lane) {
        int n = total[lane];
        if (byLoss.isPresent()) {
            return byLoss.get().sumOfRisks(lane) / n;
        }
        int right = n - (int) totalLoss[lane];
        return (totalLoss[lane] - right * (table.harmonic(n) - table.harmonic(right))) / n;
    }
}
