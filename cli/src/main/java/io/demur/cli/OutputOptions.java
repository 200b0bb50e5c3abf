package io.demur.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where results go besides the table, and how much is said. */
final class OutputOptions {
    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write all results as JSON; - writes them to standard output instead of the table.")
    private @Nullable String json;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write all results as CSV, one number per line; - writes them to standard output.")
    private @Nullable String csv;

    Optional<String> json() {
        return Optional.ofNullable(json);
    }

    Optional<String> csv() {
        return Optional.ofNullable(csv);
    }

    /** Whether standard output is taken, so that no table must be printed. */
    boolean takesStandardOutput() {
        return "-".equals(json) || "-".equals(csv);
    }
}
