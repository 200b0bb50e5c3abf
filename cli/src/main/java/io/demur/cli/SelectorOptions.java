package io.demur.cli;

import io.demur.evaluation.FitOutcome;
import io.demur.io.file.InputFile;
import io.demur.io.file.ModelFile;
import io.demur.logits.InputException;
import io.demur.logits.Logits;
import io.demur.select.DataIdentity;
import io.demur.select.ModelIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the selector says of itself, and where it goes. */
final class SelectorOptions {
    @Option(names = "--name", paramLabel = "NAME", description = "What the selector is called.")
    private @Nullable String name;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model whose logits these are: the selector will be refused for any other.")
    private @Nullable Path modelFile;

    @Option(names = "--period", paramLabel = "TEXT", description = "When the data were collected.")
    private @Nullable String period;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "The selector's file; without it nothing is written. - writes it to standard output instead of the text.")
    private @Nullable String output;

    Optional<String> output() {
        return Optional.ofNullable(output);
    }

    /** Whether standard output is taken, so that no text must be printed. */
    boolean takesStandardOutput() {
        return "-".equals(output);
    }

    /** Refuses what could not be read or written, before minutes of work go by. */
    void check() {
        output().ifPresent(OutputTarget::check);
        requireText("--name", name);
        requireText("--period", period);
        if (modelFile != null) {
            InputFile.check(modelFile);
        }
    }

    /** These texts are shown on terminals later, which take more than letters for orders. */
    private static void requireText(String option, @Nullable String text) {
        if (text == null) {
            return;
        }
        if (text.isBlank()) {
            throw new InputException(option, "is empty", "give it some letters, or leave it out");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new InputException(
                    option, "'" + text + "' holds control characters", "give it in one line of letters");
        }
    }

    /** What the selector says of itself; its classes may have names. */
    FitOutcome.Title title(FitSources sources, List<String> classNames, Optional<DataIdentity.Split> split) {
        Logits logits = sources.tuning().logits();
        Optional<String> digest = Optional.ofNullable(modelFile).map(ModelFile::digest);
        String given = sources.model().name();
        return new FitOutcome.Title(
                name == null ? Console.oneLine(given) : name,
                new ModelIdentity(given, logits.classes(), logits.dtype(), digest, Optional.empty()),
                classNames,
                Optional.ofNullable(period),
                split);
    }
}
