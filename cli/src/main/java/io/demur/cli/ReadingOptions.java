package io.demur.cli;

import io.demur.io.ClassNames;
import io.demur.io.InputOptions;
import io.demur.io.csv.CsvOptions;
import io.demur.logits.InputKind;
import io.demur.score.BadRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the files hold. */
final class ReadingOptions {
    @Option(
            names = "--input",
            paramLabel = "KIND",
            defaultValue = "logits",
            description = "What LOGITS holds: logits (default), probabilities, log-probabilities, or scores.")
    private String input = "logits";

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "CSV column of the labels, by name or position from 0.")
    private @Nullable String label;

    @Option(
            names = "--columns",
            paramLabel = "LIST",
            split = ",",
            description = "CSV columns of the logits, in the order of the classes.")
    private List<String> columns = List.of();

    @Option(
            names = "--ignore-label",
            paramLabel = "N",
            description = "Leave out rows with this label, for example -1 or 255; may be repeated.")
    private long[] ignored = {};

    @Option(
            names = "--classes",
            paramLabel = "FILE",
            description = "Names of the classes, one per line or a JSON array.")
    private @Nullable Path classes;

    @Option(
            names = "--skip-bad-rows",
            description = "Leave out and count rows with NaN or infinite logits, instead of stopping.")
    private boolean skipBadRows;

    InputKind kind() {
        return InputKind.parse(input);
    }

    /** For logits that lie in a file of their own. */
    InputOptions alone() {
        return new InputOptions(kind(), new CsvOptions(Optional.empty(), columns));
    }

    /** For logits whose file also holds the labels. */
    InputOptions withLabels() {
        return new InputOptions(kind(), new CsvOptions(Optional.ofNullable(label), columns));
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

    /** The names of the classes, if they were given. */
    List<String> classNames(int count) {
        return classes == null ? List.of() : ClassNames.read(classes, count);
    }
}
