package io.demur.cli;

import io.demur.io.InputOptions;
import io.demur.io.csv.CsvOptions;
import io.demur.io.csv.Precision;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
            description = "Columns of the logits in a table, in the order of the classes, or the one that holds lists.")
    private List<String> columns = List.of();

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            defaultValue = "float64",
            description = "What the logits in a text were before they were written: float64 (default) or float32.")
    private String dtype = "float64";

    @Option(
            names = "--sql",
            paramLabel = "QUERY",
            description = "Instead of LOGITS: the rows of a query over files, as DuckDB understands it.")
    private @Nullable String sql;

    private List<String> others = List.of();
    private final Set<String> told = new HashSet<>();

    final InputKind kind() {
        return InputKind.parse(input);
    }

    /** For logits that lie in a file of their own. */
    final InputOptions alone(Console console) {
        return form(Optional.empty(), console);
    }

    final InputOptions form(Optional<String> label, Console console) {
        return new InputOptions(
                kind(),
                new CsvOptions(label, columns)
                        .withOthers(others)
                        .with(Precision.parse(dtype))
                        .telling((file, names) -> warn(file, names, console)));
    }

    /** Once for each file, however often it is opened. */
    private void warn(String file, List<String> leftOut, Console console) {
        if (told.add(file)) {
            console.warn(
                    "left-out-columns",
                    file + ": left out " + InputFile.listing(leftOut) + ", where nothing is a number;"
                            + " name the columns of the logits by --columns if one of them is a class");
        }
    }

    /** Says which columns of the table are no logits, besides the labels. */
    final void leaveOut(List<String> columns) {
        others = columns;
    }

    /** Files as they were named, after the query if there is one. */
    final List<String> sources(List<String> files) {
        List<String> all = new ArrayList<>(files);
        if (sql != null) {
            all.add(0, ModelArgument.QUERY + sql);
        }
        if (all.isEmpty()) {
            throw new InputException("LOGITS", "are missing", "name a file, or give a query with --sql");
        }
        return all;
    }
}
