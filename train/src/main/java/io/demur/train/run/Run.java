package io.demur.train.run;

import io.demur.io.file.AtomicFile;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.train.engine.ExampleSource;
import io.demur.train.engine.PretrainedEmbeddings;
import io.demur.train.engine.Trainer;
import io.demur.train.engine.TrainingData;
import io.demur.train.engine.TrainingOptions;
import io.demur.train.engine.TrainingPlan;
import io.demur.train.engine.TrainingState;
import io.demur.train.recipe.Recipe;
import io.demur.train.recipe.RecipeYaml;
import io.demur.train.recipe.WeightsSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A recipe carried out in a folder.
 *
 * <p>A checkpoint is kept after an epoch, unless the last one is less than a second old, and within an epoch after every
 * {@link RunOptions#checkpointEvery()}. Killed at any moment and resumed, a run ends in the same bits as one that was
 * never stopped, with the same number of threads on the same machine. A finished run is not touched unless it is to be
 * replaced.
 */
public final class Run {
    private final Recipe recipe;
    private final PreparedData data;
    private final RunFolder folder;
    private final RunOptions options;
    private final RunListener listener;
    private final Checkpoint.Identity identity;

    private Run(Recipe recipe, PreparedData data, RunFolder folder, RunOptions options, RunListener listener) {
        this.recipe = recipe;
        this.data = data;
        this.folder = folder;
        this.options = options;
        this.listener = listener;
        this.identity = new Checkpoint.Identity(RecipeYaml.digest(recipe), data.digest());
    }

    /**
     * Carries a recipe out, or what is left of it.
     *
     * @param library where the recipe's rows come from
     * @return finished or stopped
     * @throws InputException if the folder holds something that the options do not allow to be touched, if data are
     *     missing or wrong, if a checkpoint is damaged or foreign, if the disk is full, or if the training diverges
     */
    public static RunStatus execute(
            Recipe recipe, DataLibrary library, Path path, RunOptions options, RunListener listener) {
        if (options.start() == RunOptions.Start.RESUME && RunFolder.status(path) == RunStatus.FINISHED) {
            requireSame(recipe, path);
            RunRecord.requireData(path.resolve("run.json"), library.load(recipe).digest());
            return RunStatus.FINISHED;
        }
        try (RunFolder folder = RunFolder.take(path)) {
            admit(recipe, folder, options.start());
            PreparedData data = library.load(recipe);
            return new Run(recipe, data, folder, options, listener).execute();
        }
    }

    private static void admit(Recipe recipe, RunFolder folder, RunOptions.Start start) {
        RunStatus status = folder.status();
        if (start == RunOptions.Start.ANEW) {
            folder.clear();
        } else if (status == RunStatus.NONE && !folder.isEmpty()) {
            throw new InputException(
                    folder.path().toString(), "holds files, but no run", "choose another folder with -o");
        } else if (start == RunOptions.Start.FRESH && status == RunStatus.FINISHED) {
            throw new InputException(
                    folder.path().toString(),
                    "holds a finished run",
                    "replace it with --force, or choose another folder with -o");
        } else if (start == RunOptions.Start.FRESH && status != RunStatus.NONE) {
            throw new InputException(
                    folder.path().toString(),
                    "holds a run that has not ended",
                    "go on with --resume, or begin anew with --force");
        } else if (status != RunStatus.NONE) {
            requireSame(recipe, folder.path());
        }
    }

    /** Refuses to take the run of one recipe for that of another. */
    public static void requireSame(Recipe recipe, Path run) {
        if (!isSame(recipe, run)) {
            throw new InputException(
                    run.resolve("recipe.yaml").toString(),
                    "is another recipe than the one to be run",
                    "compare the two, or begin anew with --force");
        }
    }

    /** Whether a folder holds the run of exactly this recipe. */
    public static boolean isSame(Recipe recipe, Path run) {
        try {
            return Files.readString(run.resolve("recipe.yaml")).equals(RecipeYaml.write(recipe));
        } catch (IOException e) {
            throw InputFile.failure(run.resolve("recipe.yaml").toString(), "cannot be read", e);
        }
    }

    private RunStatus execute() {
        Architecture architecture = Networks.of(
                recipe.name(), recipe.network(), data.input(), data.classes().size());
        Optional<Checkpoint> kept = checkpoint(architecture);
        int threads =
                options.threads().orElseGet(() -> kept.map(Checkpoint::threads).orElseGet(RunOptions::usualThreads));
        TrainingOptions training =
                new TrainingOptions(recipe.epochs(), recipe.batch(), recipe.seed(), options.processor(), threads);
        AtomicFile.writeText(folder.recipe(), RecipeYaml.write(recipe));
        RunRecord record = new RunRecord(recipe, identity, options.processor(), threads, Instant.now());
        record.write(folder.record(), RunStatus.RUNNING, Optional.empty());
        TrainingState start = kept.map(Checkpoint::state).orElseGet(() -> beginning(architecture));
        TrainingPlan plan = new TrainingPlan(architecture, recipe.loss(), recipe.optimizer(), recipe.schedule());
        RunCourse course = new RunCourse(
                Trainer.of(plan, training), new RunCourse.Keeper(folder, identity, threads), options, listener);
        RunStatus status = RunStatus.STOPPED;
        try {
            status = follow(course, plan, training, start);
        } finally {
            record.write(
                    folder.record(), course.hasDiverged() ? RunStatus.DIVERGED : status, Optional.of(Instant.now()));
        }
        if (status == RunStatus.FINISHED) {
            folder.removeCheckpoint();
        }
        return status;
    }

    private TrainingState beginning(Architecture architecture) {
        TrainingState drawn = TrainingState.start(architecture, recipe.seed(), recipe.initial());
        if (data.weights().isPresent()) {
            WeightsSpec spec = recipe.weights().orElseThrow();
            return TrainingState.start(StartingWeights.into(
                    drawn.weights(), architecture, spec, data.weights().get()));
        }
        return data.vectors()
                .map(vectors -> TrainingState.start(PretrainedEmbeddings.into(drawn.weights(), architecture, vectors)))
                .orElse(drawn);
    }

    private RunStatus follow(RunCourse course, TrainingPlan plan, TrainingOptions training, TrainingState start) {
        ExampleSource rows = Teacher.taught(recipe.loss(), data, training);
        TrainingData examples =
                new TrainingData(rows, Optional.ofNullable(data.held().get("tune")));
        listener.onStart(new RunListener.Beginning(
                RunFolder.name(recipe),
                start.step(),
                training.stepsPerEpoch(rows.rows()),
                rows.rows(),
                recipe.epochs()));
        try {
            Optional<TrainingState> end = course.follow(start, examples);
            if (end.isEmpty()) {
                return RunStatus.STOPPED;
            }
            Architecture whole = plan.architecture().withInput(data.heldInput());
            RunOutputs outputs = new RunOutputs(recipe, data, folder, training);
            return outputs.write(whole, end.get().weights(), listener);
        } finally {
            listener.onEnd();
        }
    }

    private Optional<Checkpoint> checkpoint(Architecture architecture) {
        return Files.exists(folder.checkpoint())
                ? Optional.of(Checkpoint.read(folder.checkpoint(), identity, architecture))
                : Optional.empty();
    }
}
