package io.demur.cli;

import io.demur.io.InputOptions;
import io.demur.score.BadRows;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the files of logits and labels hold. */
final class ReadingOptions extends FormOptions {
    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "CSV column of the labels, by name or position from 0.")
    private @Nullable String label;

    @Option(
            names = "--ignore-label",
            paramLabel = "N",
            description = "Leave out rows with this label, for example -1 or 255; may be repeated.")
    private long[] ignored = {};

    @Option(
            names = "--skip-bad-rows",
            description =
                    "Leave out and count rows with NaN or infinite logits, instead of stopping. Probabilities that are 0,"
                            + " NaN or outside [0,1] are not skipped: they always stop.")
    private boolean skipBadRows;

    /** For logits whose file also holds the labels. */
    InputOptions withLabels() {
        return form(label());
    }

    Optional<String> label() {
        return Optional.ofNullable(label);
    }

    long[] ignored() {
        return ignored.clone();
    }

    BadRows badRows() {
        return skipBadRows ? BadRows.SKIP : BadRows.REFUSE;
    }
}
