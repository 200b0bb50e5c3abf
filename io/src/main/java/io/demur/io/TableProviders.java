package io.demur.io;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** The rooms for tables on the class path; there is one or none. */
final class TableProviders {
    /** What to do where there is none. */
    static final String REMEDY =
            "demur-tables.jar reads it, which is not on the class path; ./demur adds it where --sql"
                    + " is given, or a name that ends in .parquet, .json, .ndjson or .gz";

    /** The same for a table to be written. */
    static final String REMEDY_WRITING =
            "demur-tables.jar writes those, which is not on the class path; ./demur adds it by itself";

    private static final String QUERY = "sql:";

    private TableProviders() {}

    /**
     * Who reads an argument.
     *
     * @throws InputException if it is empty, or only a room could that is not on the class path
     */
    static Optional<TableProvider> of(String argument) {
        InputFile.requireNamed(argument);
        for (TableProvider provider : ServiceLoader.load(TableProvider.class)) {
            if (provider.handles(argument)) {
                return Optional.of(provider);
            }
        }
        if (isQuery(argument)) {
            throw new InputException(
                    "--sql",
                    "demur-tables.jar answers queries, which is not on the class path",
                    "./demur adds it by itself");
        }
        return Optional.empty();
    }

    static boolean isQuery(String argument) {
        return argument.startsWith(QUERY);
    }

    /** Who writes a table of decisions of this name; empty if it is a name for text. */
    static Optional<DecisionSinkProvider> sink(Path target) {
        return ServiceLoader.load(DecisionSinkProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.handles(target))
                .findFirst();
    }
}
