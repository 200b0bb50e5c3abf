package io.demur.train.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.evaluation.ClassCounts;
import io.demur.evaluation.Evaluation;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What an experiment found, beside what others have: rendered as Markdown and as JSON, computed once.
 *
 * @param experiment which
 * @param seeds the seeds
 * @param rows number of test rows
 * @param levels one entry per loss that could be trained
 * @param statistics the statements
 * @param agreements how many seeds say the same, without regard to size
 * @param settings what all runs share
 * @param notes what to know: why there is no normalisation, which loss diverged
 */
public record StudyReport(
        Experiment experiment,
        List<Long> seeds,
        long rows,
        List<LevelSummary> levels,
        List<Statistic> statistics,
        List<Agreement> agreements,
        List<Setting> settings,
        List<String> notes) {
    private static final int RESAMPLES = 2000;

    /** Copies the lists. */
    public StudyReport {
        seeds = List.copyOf(seeds);
        levels = List.copyOf(levels);
        statistics = List.copyOf(statistics);
        agreements = List.copyOf(agreements);
        settings = List.copyOf(settings);
        notes = List.copyOf(notes);
    }

    /** Summarises a study. */
    public static StudyReport of(Study study) {
        Experiment experiment = study.experiment();
        List<LevelSummary> levels = experiment.levels().stream()
                .filter(level -> !study.of(level).isEmpty())
                .map(level -> LevelSummary.of(level, study.of(level), experiment.metric()))
                .toList();
        List<String> refusals = study.trials().stream()
                .flatMap(trial -> trial.result().refusal().stream())
                .distinct()
                .map(reason -> "Logit normalisation refused: " + reason + ".")
                .toList();
        long rows = study.trials().stream()
                .mapToLong(trial -> trial.result().evaluation().samples())
                .max()
                .orElse(0);
        return new StudyReport(
                experiment,
                study.seeds(),
                rows,
                levels,
                StudyStatistics.of(study, RESAMPLES),
                Agreement.of(study),
                Setting.of(experiment),
                Stream.of(refusals, study.failures(), pixels(study))
                        .flatMap(List::stream)
                        .toList());
    }

    /** What segmentations are judged by beside, and how exact their numbers are. */
    private static List<String> pixels(Study study) {
        return study.trials().stream()
                .filter(trial -> trial.result().inFixedMemory())
                .map(trial -> {
                    Evaluation evaluation = trial.result().evaluation();
                    OptionalDouble overlap = evaluation
                            .classCounts()
                            .map(ClassCounts::meanIntersectionOverUnion)
                            .orElseThrow();
                    double width = evaluation.scores().stream()
                            .mapToDouble(s -> s.metric(study.experiment().metric())
                                    .bounds()
                                    .width()
                                    .orElse(0))
                            .max()
                            .orElse(0);
                    return String.format(
                            Locale.ROOT,
                            "%s, seed %d: pixel accuracy %.2f %%, mean IoU %.2f %%; AURC %s.",
                            trial.level().label(),
                            trial.seed(),
                            100 * (1 - trial.result().error()),
                            100 * overlap.orElse(0),
                            width == 0 ? "exact" : String.format(Locale.ROOT, "within bounds %.1e apart", width));
                })
                .toList();
    }

    /** As Markdown. */
    public String markdown() {
        return new StudyMarkdown(this).text();
    }

    /** As JSON. */
    public ObjectNode json() {
        return StudyJson.of(this);
    }
}
