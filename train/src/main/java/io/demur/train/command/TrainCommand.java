package io.demur.train.command;

import io.demur.logits.InputException;
import io.demur.train.recipe.Recipe;
import io.demur.train.recipe.RecipeDraft;
import io.demur.train.recipe.Sweep;
import io.demur.train.run.DataLibrary;
import io.demur.train.run.Result;
import io.demur.train.run.Run;
import io.demur.train.run.RunFolder;
import io.demur.train.run.RunOptions;
import io.demur.train.run.RunStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains the models of a recipe. */
@Command(
        name = "train",
        description = "Train the model of a recipe and write its logits, weights, ONNX graph and result.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        footer = {
            "",
            "A run is a folder: recipe.yaml, run.json, log.csv, logits/, labels/, model.onnx, result.json.",
            "Ctrl-C keeps the state and ends with exit code 130; --resume goes on to the same bits.",
            "",
            "Examples:",
            "  demur train synthetic-b1",
            "  demur train recipes/banking77.yaml --data ~/data --sweep loss.alpha=0,0.2 --seeds 0..4"
        })
final class TrainCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RECIPE",
            description = "A YAML file, or one of ${COMPLETION-CANDIDATES}.",
            completionCandidates = Bundled.class)
    private String recipe = "";

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Change one value of the recipe, for instance optimizer.lr=0.01.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--sweep",
            paramLabel = "PATH=V,V",
            description = "One run per value, for instance loss.alpha=0,0.2,0.4.")
    private List<String> sweeps = new ArrayList<>();

    @Option(names = "--seeds", paramLabel = "SEEDS", description = "One run per seed: 0..4 or 0,2,5.")
    private @Nullable String seeds;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "Folder of the run; with --sweep or --seeds, the folder of their folders. Otherwise runs/NAME-LOSS-seedN.")
    private @Nullable Path output;

    @Option(names = "--resume", description = "Go on with runs that have not ended; leave finished ones.")
    private boolean resume;

    @Option(names = "--force", description = "Replace runs that are there.")
    private boolean force;

    @Mixin
    private RunnerOptions options = new RunnerOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** The names of the recipes that come with the program. */
    static final class Bundled extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Bundled() {
            super(RecipeDraft.BUNDLED);
        }
    }

    @Override
    public Integer call() {
        if (resume && force) {
            throw new InputException("--resume and --force", "exclude each other", "go on with a run or replace it");
        }
        Map<Path, Recipe> runs = runs();
        DataLibrary library = options.library();
        RunOptions how =
                options.run(force ? RunOptions.Start.ANEW : resume ? RunOptions.Start.RESUME : RunOptions.Start.FRESH);
        CommandSpec own = java.util.Objects.requireNonNull(spec);
        PrintWriter out = own.commandLine().getOut();
        PrintWriter err = own.commandLine().getErr();
        ResultLines lines = new ResultLines();
        try (StopSignal stop = StopSignal.listen()) {
            Progress progress = new Progress(err, options.progress(), stop);
            for (Map.Entry<Path, Recipe> run : runs.entrySet()) {
                if (Run.execute(run.getValue(), library, run.getKey(), how, progress) != RunStatus.FINISHED) {
                    say(err, run.getKey() + "  stopped; the same command with --resume goes on");
                    return StopSignal.EXIT_CODE;
                }
                lines.add(run.getKey(), Result.of(run.getKey(), RunOptions.usualThreads()));
            }
        }
        options.reportSkipped(library, err);
        out.print(lines.text());
        out.flush();
        return 0;
    }

    private void say(PrintWriter err, String line) {
        if (!options.isQuiet()) {
            err.println(line);
        }
    }

    /** Every run with its folder; all recipes are checked before the first one starts. */
    private Map<Path, Recipe> runs() {
        RecipeDraft draft = RecipeDraft.find(recipe);
        for (String setting : settings) {
            draft = draft.with(setting);
        }
        List<RecipeDraft> drafts =
                RecipeDraft.swept(draft, sweeps.stream().map(Sweep::parse).toList());
        boolean single = seeds == null && sweeps.isEmpty();
        Map<Path, Recipe> runs = new LinkedHashMap<>();
        for (RecipeDraft each : drafts) {
            for (RecipeDraft seeded : seeded(each)) {
                Recipe one = seeded.recipe();
                Path parent = output == null ? Path.of("runs") : output;
                Path folder = single && output != null ? output : parent.resolve(RunFolder.name(one) + each.suffix());
                if (runs.put(folder, one) != null) {
                    throw new InputException(
                            "--sweep", "two runs would share the folder " + folder, "give each value once");
                }
            }
        }
        return runs;
    }

    private List<RecipeDraft> seeded(RecipeDraft draft) {
        return seeds == null
                ? List.of(draft)
                : Sweep.seeds(seeds).stream()
                        .map(seed -> draft.with("seed=" + seed))
                        .toList();
    }
}
