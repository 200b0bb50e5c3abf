package io.demur.train.experiment;

import io.demur.evaluation.FitPlan;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.evaluation.ScoredSample;
import io.demur.io.npy.Npy;
import io.demur.logits.Logits;
import io.demur.metric.CurveMetric;
import io.demur.metric.ScoredLosses;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import io.demur.train.run.RunFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The statements that an experiment allows, each a number with an interval. */
final class StudyStatistics {
    private StudyStatistics() {}

    /**
     * Where the test rows are the same for all seeds: how every loss differs from cross-entropy with the softmax
     * probability, paired by row. Elsewhere: the slope of AURC on alpha over the seeds. Nothing for pixels: those of one
     * picture are no independent evidence.
     */
    static List<Statistic> of(Study study, int resamples) {
        if (study.trials().stream().anyMatch(trial -> trial.result().inFixedMemory())) {
            return List.of();
        }
        if (study.experiment().seeding() == Experiment.Seeding.WEIGHTS
                && study.experiment().metric() == CurveMetric.AURC) {
            return differences(study, resamples);
        }
        List<Statistic> slopes = new ArrayList<>();
        String metric = study.experiment().metric().toString();
        slope(
                        study,
                        "slope of " + metric + " of msp on alpha",
                        result -> Optional.of(result.result().msp()))
                .ifPresent(slopes::add);
        slope(study, "slope of " + metric + " of logit norm on alpha", result -> result.result()
                        .normalised())
                .ifPresent(slopes::add);
        return slopes;
    }

    private static List<Statistic> differences(Study study, int resamples) {
        List<Level> levels = study.experiment().levels();
        List<Trial> plain = study.of(levels.get(0));
        List<Statistic> statistics = new ArrayList<>();
        if (plain.isEmpty()) {
            return statistics;
        }
        List<ScoredLosses> base =
                plain.stream().map(t -> losses(t, PlainScore.MSP)).toList();
        for (Level level : levels) {
            List<Trial> trials = study.of(level);
            if (trials.isEmpty()) {
                continue;
            }
            if (!level.equals(levels.get(0))) {
                statistics.add(PairedBootstrap.difference(
                        "AURC[mean], msp of " + level.label() + " - msp of CE",
                        base,
                        trials.stream().map(t -> losses(t, PlainScore.MSP)).toList(),
                        resamples));
            }
            List<ScoredLosses> norms = trials.stream()
                    .flatMap(t -> t.result().norm().stream().map(norm -> losses(t, norm)))
                    .toList();
            if (norms.size() == trials.size()) {
                statistics.add(PairedBootstrap.difference(
                        "AURC[mean], logit norm of " + level.label() + " - msp of CE", base, norms, resamples));
            }
        }
        return statistics;
    }

    private static ScoredLosses losses(Trial trial, Score score) {
        try (Logits logits = Npy.readLogits(RunFolder.logits(trial.folder(), "test"))) {
            return ScoredSample.of(
                            logits,
                            RunFolder.readLabels(trial.folder(), "test", logits.classes()),
                            score,
                            FitPlan.usual())
                    .losses();
        }
    }

    private static Optional<Statistic> slope(
            Study study, String name, Function<Trial, Optional<ScoreEvaluation>> score) {
        List<Level> levels = study.experiment().levels();
        double[] alphas = levels.stream().mapToDouble(StudyStatistics::alpha).toArray();
        List<double[]> values = new ArrayList<>();
        for (long seed : study.seeds()) {
            double[] row = levels.stream()
                    .flatMap(level -> study.of(level).stream())
                    .filter(trial -> trial.seed() == seed)
                    .flatMap(trial -> score.apply(trial).stream())
                    .mapToDouble(
                            e -> e.metric(study.experiment().metric()).value().get())
                    .toArray();
            if (row.length == alphas.length) {
                values.add(row);
            }
        }
        return values.isEmpty() ? Optional.empty() : AlphaSlope.of(name, alphas, values.toArray(double[][]::new));
    }

    private static double alpha(Level level) {
        return Double.parseDouble(level.label().substring("alpha ".length()));
    }
}
