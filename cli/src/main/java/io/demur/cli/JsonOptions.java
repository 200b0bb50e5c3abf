package io.demur.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether the result is written as JSON. */
class JsonOptions {
    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write all results as JSON; - writes them to standard output instead of the text.")
    private @Nullable String json;

    final Optional<String> json() {
        return Optional.ofNullable(json);
    }

    /** Whether standard output is taken, so that no text must be printed. */
    boolean takesStandardOutput() {
        return "-".equals(json);
    }

    /** Refuses what could not be written, before minutes of work go by. */
    void check() {
        json().ifPresent(OutputTarget::check);
    }
}
