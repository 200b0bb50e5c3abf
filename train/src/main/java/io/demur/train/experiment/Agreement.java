package io.demur.train.experiment;

import io.demur.evaluation.ScoreEvaluation;
import io.demur.metric.CurveMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Which seeds say the same: models of equal seeds beside each other, whatever the size of the difference.
 *
 * @param claim that one AURC is above or below another
 * @param agree the seeds in which it is
 * @param disagree the seeds in which it is not
 */
record Agreement(String claim, List<Long> agree, List<Long> disagree) {
    Agreement {
        agree = List.copyOf(agree);
        disagree = List.copyOf(disagree);
    }

    /** Harm and repair of every loss but the first. */
    static List<Agreement> of(Study study) {
        List<Level> levels = study.experiment().levels();
        CurveMetric metric = study.experiment().metric();
        Function<Trial, Optional<ScoreEvaluation>> msp =
                trial -> Optional.of(trial.result().msp());
        Function<Trial, Optional<ScoreEvaluation>> norm =
                trial -> trial.result().normalised();
        List<Agreement> agreements = new ArrayList<>();
        Seeds plain = new Seeds(study.of(levels.get(0)), msp, metric);
        for (Level level : levels.subList(1, levels.size())) {
            Seeds harmed = new Seeds(study.of(level), msp, metric);
            Seeds repaired = new Seeds(study.of(level), norm, metric);
            String label = level.label();
            count("msp of " + label + " ranks worse than msp of CE", plain, harmed)
                    .ifPresent(agreements::add);
            count("logit norm of " + label + " ranks better than its msp", repaired, harmed)
                    .ifPresent(agreements::add);
            count("logit norm of " + label + " ranks better than msp of CE", repaired, plain)
                    .ifPresent(agreements::add);
        }
        return agreements;
    }

    /** The AURC of some models by seed. */
    private record Seeds(List<Trial> trials, Function<Trial, Optional<ScoreEvaluation>> score, CurveMetric metric) {
        OptionalDouble aurc(long seed) {
            return trials.stream()
                    .filter(trial -> trial.seed() == seed)
                    .flatMap(trial -> score.apply(trial).stream())
                    .mapToDouble(evaluation -> evaluation.metric(metric).value().get())
                    .findFirst();
        }
    }

    /** Empty where no seed has both. */
    private static Optional<Agreement> count(String claim, Seeds better, Seeds worse) {
        List<Long> agree = new ArrayList<>();
        List<Long> disagree = new ArrayList<>();
        for (Trial trial : better.trials()) {
            OptionalDouble low = better.aurc(trial.seed());
            OptionalDouble high = worse.aurc(trial.seed());
            if (low.isPresent() && high.isPresent()) {
                (low.getAsDouble() < high.getAsDouble() ? agree : disagree).add(trial.seed());
            }
        }
        return agree.isEmpty() && disagree.isEmpty()
                ? Optional.empty()
                : Optional.of(new Agreement(claim, agree, disagree));
    }
}
