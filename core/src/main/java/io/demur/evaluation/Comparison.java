package io.demur.evaluation;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.metric.CurveMetric;
import io.demur.score.Score;
import java.util.ArrayList;
import java.util.List;

/**
 * Two scores of one model, or two models, on the same rows.
 *
 * @param first what the first is called
 * @param second what the second is called
 * @param samples number of rows
 * @param differences of AURC[mean], AUGRC and AUROC_f, where they are defined
 */
public record Comparison(String first, String second, int samples, List<PairedDifference> differences) {
    private static final List<CurveMetric> METRICS = List.of(CurveMetric.AURC, CurveMetric.AUGRC, CurveMetric.AUROC);

    /** One side of a comparison. */
    public record Side(Logits logits, Score score) {
        String title() {
            return logits.name() + " " + score;
        }
    }

    /**
     * Compares row by row.
     *
     * @throws InputException if the two sides do not hold the same rows
     */
    public static Comparison of(Side first, Side second, Labels labels, FitPlan plan) {
        ScoredSample a = ScoredSample.of(first.logits, labels, first.score, plan);
        ScoredSample b = ScoredSample.of(second.logits, labels, second.score, plan);
        if (!a.sameRows(b)) {
            throw new InputException(
                    second.logits.name(),
                    "does not hold the same usable rows as " + first.logits.name(),
                    "give logits of the same rows, without NaN in either");
        }
        RankedSamples ra = RankedSamples.of(a.losses());
        RankedSamples rb = RankedSamples.of(b.losses());
        List<PairedDifference> differences = new ArrayList<>();
        for (CurveMetric metric : METRICS) {
            PairedDifference.of(metric, ra, rb, plan.confidence()).ifPresent(differences::add);
        }
        return new Comparison(first.title(), second.title(), a.size(), differences);
    }
}
