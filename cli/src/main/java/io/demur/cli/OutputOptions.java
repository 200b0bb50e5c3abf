package io.demur.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where results go besides the table. */
final class OutputOptions extends JsonOptions {
    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write all results as CSV, one number per line; - writes them to standard output.")
    private @Nullable String csv;

    Optional<String> csv() {
        return Optional.ofNullable(csv);
    }

    @Override
    boolean takesStandardOutput() {
        return super.takesStandardOutput() || "-".equals(csv);
    }

    @Override
    void check() {
        super.check();
        csv().ifPresent(OutputTarget::check);
    }
}
