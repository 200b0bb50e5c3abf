package io.demur.cli;

import io.demur.io.ClassNames;
import io.demur.io.InputOptions;
import io.demur.io.LabelOptions;
import io.demur.score.BadRows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the files of logits and labels hold. */
final class ReadingOptions extends FormOptions {
    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "Column of the labels in a table, by name or position from 0.")
    private @Nullable String label;

    @Option(
            names = "--ignore-label",
            paramLabel = "N",
            description = "Leave out rows with this label, for example -1 or 255; may be repeated.")
    private long[] ignored = {};

    @Option(
            names = "--classes",
            paramLabel = "FILE",
            description = "Names of the classes, one per line or a JSON array; labels in a table may be such names.")
    private @Nullable Path classes;

    @Option(
            names = "--skip-bad-rows",
            description =
                    "Leave out and count rows with NaN or infinite logits, instead of stopping. Probabilities that are 0,"
                            + " NaN or outside [0,1] are not skipped: they always stop.")
    private boolean skipBadRows;

    /** For logits whose file also holds the labels. */
    InputOptions withLabels(Console console) {
        return form(label(), console);
    }

    Optional<String> label() {
        return Optional.ofNullable(label);
    }

    LabelOptions labels() {
        List<Long> left = Arrays.stream(ignored).boxed().toList();
        return new LabelOptions(label(), Optional.ofNullable(classes), left);
    }

    /** The names of the classes, if they were given. */
    List<String> classNames(int count) {
        return classes == null ? List.of() : ClassNames.read(classes, count);
    }

    BadRows badRows() {
        return skipBadRows ? BadRows.SKIP : BadRows.REFUSE;
    }
}
