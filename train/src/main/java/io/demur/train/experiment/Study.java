package io.demur.train.experiment;

import io.demur.logits.InputException;
import io.demur.train.recipe.Recipe;
import io.demur.train.recipe.RecipeDraft;
import io.demur.train.run.DataLibrary;
import io.demur.train.run.Result;
import io.demur.train.run.Run;
import io.demur.train.run.RunFolder;
import io.demur.train.run.RunListener;
import io.demur.train.run.RunOptions;
import io.demur.train.run.RunStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An experiment carried out: every loss with every seed. Finished runs in the folder are used as they are, those that
 * were interrupted go on.
 */
public final class Study {
    private final Experiment experiment;
    private final List<Long> seeds;
    private final List<Trial> trials;
    private final List<String> failures;

    private Study(Experiment experiment, List<Long> seeds, List<Trial> trials, List<String> failures) {
        this.experiment = experiment;
        this.seeds = List.copyOf(seeds);
        this.trials = List.copyOf(trials);
        this.failures = List.copyOf(failures);
    }

    /**
     * Where and how.
     *
     * @param folder of the runs
     * @param library where the rows come from
     * @param listener who watches
     */
    public record Place(Path folder, DataLibrary library, RunListener listener) {}

    /**
     * Trains what is missing and measures everything.
     *
     * <p>A loss that diverges is left out and told in the report; every other failure ends the study.
     *
     * @return empty if it was stopped; the same call goes on
     */
    public static Optional<Study> carryOut(Experiment experiment, List<Long> seeds, Place place, RunOptions options) {
        List<Trial> trials = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Level level : experiment.levels()) {
            for (long seed : seeds) {
                Recipe recipe = recipe(experiment, level, seed, place.folder());
                Path folder = place.folder().resolve(RunFolder.name(recipe));
                try {
                    if (Run.execute(recipe, place.library(), folder, options, place.listener()) != RunStatus.FINISHED) {
                        return Optional.empty();
                    }
                    trials.add(new Trial(level, seed, folder, Result.of(folder, RunOptions.usualThreads())));
                } catch (InputException e) {
                    if (RunFolder.status(folder) != RunStatus.DIVERGED) {
                        throw e;
                    }
                    failures.add(level.label() + ", seed " + seed + ": " + e.getMessage());
                }
            }
        }
        return Optional.of(new Study(experiment, seeds, trials, failures));
    }

    private static Recipe recipe(Experiment experiment, Level level, long seed, Path folder) {
        RecipeDraft draft = RecipeDraft.bundled(experiment.recipe());
        for (String setting : experiment.seeding().settings(seed)) {
            draft = draft.with(setting);
        }
        Path plain = folder.resolve(RunFolder.name(draft.recipe()));
        for (String setting : level.settings()) {
            draft = draft.with(setting.replace("{ce}", plain.toString().replace("\\", "\\\\")));
        }
        return draft.recipe();
    }

    Experiment experiment() {
        return experiment;
    }

    List<Long> seeds() {
        return seeds;
    }

    /** What went wrong, a line each. */
    List<String> failures() {
        return failures;
    }

    List<Trial> trials() {
        return trials;
    }

    /** The runs of one loss, by seed. */
    List<Trial> of(Level level) {
        return trials.stream().filter(trial -> trial.level().equals(level)).toList();
    }
}
