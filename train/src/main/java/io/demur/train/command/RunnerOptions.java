package io.demur.train.command;

import io.demur.logits.InputException;
import io.demur.train.engine.Processor;
import io.demur.train.run.DataLibrary;
import io.demur.train.run.RunOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How runs are carried out, for every command that trains. */
final class RunnerOptions {
    private static final int MOST_LISTED = 20;
    private static final String VARIABLE = "DEMUR_DATA";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder to which the paths of recipes are relative; otherwise that of DEMUR_DATA.")
    private @Nullable Path data;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "cpu",
            description = "cpu or gpu; ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the network; all, up to 8. Another number may change the last bits.")
    private @Nullable Integer threads;

    @Option(
            names = "--checkpoint-seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How much work a killed process may lose; ${DEFAULT-VALUE}.")
    private int checkpointSeconds = 60;

    @Option(
            names = "--skip-bad",
            description = "Leave out pictures that cannot be used, and count them; all are decoded once at the start.")
    private boolean skipBad;

    @Option(names = "--quiet", description = "Say nothing on standard error but errors.")
    private boolean quiet;

    /** The command line room looks for it among the arguments. */
    @Option(names = "--stacktrace", description = "Show where in the program an error came from.")
    @SuppressWarnings("UnusedVariable")
    private boolean stacktrace;

    RunOptions run(RunOptions.Start start) {
        return new RunOptions(
                start,
                Processor.parse(device),
                threads == null ? OptionalInt.empty() : OptionalInt.of(atLeastOne("--threads", threads)),
                Duration.ofSeconds(atLeastOne("--checkpoint-seconds", checkpointSeconds)));
    }

    private static int atLeastOne(String option, int number) {
        if (number < 1) {
            throw new InputException(option, "must be at least 1, not " + number);
        }
        return number;
    }

    DataLibrary library() {
        return skipBad ? plainLibrary().skippingBad() : plainLibrary();
    }

    /** Says on standard error which pictures were left out. */
    void reportSkipped(DataLibrary library, PrintWriter err) {
        List<String> lines = library.skipped();
        lines.stream().limit(MOST_LISTED).forEach(line -> err.println("skipped  " + line));
        if (!lines.isEmpty()) {
            err.println(lines.size() + " pictures were skipped in all");
        }
    }

    private DataLibrary plainLibrary() {
        @Nullable String variable = System.getenv(VARIABLE);
        if (data != null) {
            return DataLibrary.in(Optional.of(folder("--data " + data, data)));
        }
        return variable == null || variable.isBlank()
                ? DataLibrary.in(Optional.empty())
                : DataLibrary.in(Optional.of(folder(VARIABLE + "=" + variable, Path.of(variable))));
    }

    private static Path folder(String where, Path path) {
        if (!path.toFile().isDirectory()) {
            throw new InputException(where, "there is no such folder", "name the folder with the data sets");
        }
        return path;
    }

    boolean isQuiet() {
        return quiet;
    }

    Progress.Form progress() {
        if (quiet) {
            return Progress.Form.NOTHING;
        }
        // Set by the launcher when standard error is a terminal.
        return Boolean.getBoolean("demur.terminal") ? Progress.Form.BAR : Progress.Form.LINES;
    }
}
