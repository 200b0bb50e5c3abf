package io.demur.cli;

import io.demur.io.InputOptions;
import io.demur.io.csv.CsvOptions;
import io.demur.logits.InputKind;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the file of logits holds. */
class FormOptions {
    @Option(
            names = "--input",
            paramLabel = "KIND",
            defaultValue = "logits",
            description = "What LOGITS holds: logits (default), probabilities, or log-probabilities.")
    private String input = "logits";

    @Option(
            names = "--columns",
            paramLabel = "LIST",
            split = ",",
            description = "CSV columns of the logits, in the order of the classes.")
    private List<String> columns = List.of();

    final InputKind kind() {
        return InputKind.parse(input);
    }

    /** For logits that lie in a file of their own. */
    final InputOptions alone() {
        return form(Optional.empty());
    }

    final InputOptions form(Optional<String> label) {
        return new InputOptions(kind(), new CsvOptions(label, columns));
    }
}
