package io.demur.train.experiment;

import io.demur.evaluation.ScoreEvaluation;
import io.demur.metric.CurveMetric;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * One loss over its seeds.
 *
 * @param label of the loss
 * @param error share of wrong predictions
 * @param msp the softmax probability
 * @param norm normalisation with the order tuned per seed, if it could be had
 * @param ece calibration error of the softmax probability in 15 bins of equal width; empty in fixed memory
 * @param orders the tuned orders, by seed
 */
record LevelSummary(
        String label, Spread error, Numbers msp, Optional<Numbers> norm, Optional<Spread> ece, String orders) {
    /**
     * One score over the seeds.
     *
     * @param aurc in the experiment's convention
     * @param augrc as defined by Traub et al.
     * @param coverage answered at an empirical risk of 1 %
     * @param coverageAtFive answered at an empirical risk of 5 %
     * @param riskAtEighty of the surest 80 %
     */
    record Numbers(Spread aurc, Spread augrc, Spread coverage, Spread coverageAtFive, Spread riskAtEighty) {}

    /** Of at least one run. */
    static LevelSummary of(Level level, List<Trial> trials, CurveMetric metric) {
        List<ScoreEvaluation> msp = trials.stream().map(t -> t.result().msp()).toList();
        List<ScoreEvaluation> norm =
                trials.stream().flatMap(t -> t.result().normalised().stream()).toList();
        String orders = trials.stream()
                .flatMap(t -> t.result().norm().stream())
                .map(n -> Long.toString(Math.round(n.p())))
                .collect(Collectors.joining(" "));
        return new LevelSummary(
                level.label(),
                Spread.of(trials.stream().mapToDouble(t -> t.result().error()).toArray()),
                numbers(msp, metric),
                norm.isEmpty() ? Optional.empty() : Optional.of(numbers(norm, metric)),
                ece(trials),
                orders);
    }

    private static Optional<Spread> ece(List<Trial> trials) {
        double[] values = trials.stream()
                .flatMap(t -> t.result().evaluation().calibration().stream())
                .mapToDouble(calibration -> calibration.ece().value().get())
                .toArray();
        return values.length < trials.size() ? Optional.empty() : Optional.of(Spread.of(values));
    }

    private static Numbers numbers(List<ScoreEvaluation> scores, CurveMetric metric) {
        return new Numbers(
                spread(scores, s -> s.metric(metric).value().get()),
                spread(scores, s -> s.metric(CurveMetric.AUGRC).value().get()),
                spread(scores, s -> coverage(s, 0)),
                spread(scores, s -> coverage(s, 1)),
                spread(scores, s -> s.risksAtCoverage().get(0).risk().value().get()));
    }

    /** Where not even the surest answers are right often enough, nothing is answered. */
    private static double coverage(ScoreEvaluation score, int index) {
        return score.coveragesAtRisk().get(index).coverage().value().number().orElse(0);
    }

    private static Spread spread(List<ScoreEvaluation> scores, ToDoubleFunction<ScoreEvaluation> number) {
        return Spread.of(scores.stream().mapToDouble(number).toArray());
    }
}
