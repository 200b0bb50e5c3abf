package io.demur.tables;

import io.demur.io.Format;
import io.demur.io.InputOptions;
import io.demur.io.LabelClasses;
import io.demur.io.LabelOptions;
import io.demur.io.LabelledLogits;
import io.demur.io.TableProvider;
import io.demur.io.TextValues;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Tables that DuckDB reads: Parquet, JSON, text compressed by gzip; one file, a folder, a pattern such as
 * {@code day=*}{@code /*.parquet}, an address such as {@code s3://…}; and {@code sql:} with a query.
 *
 * <p>Content decides what a file is. Logits stand in a column of lists or in a column for each class; numbers of type
 * FLOAT are {@code float32}, all others {@code float64}. Rows have the order of the files' names and, in a file, their
 * own. Nothing is held but a few batches of rows, whatever their number; labels and the rows of a query lie in temporary
 * files. A null, a list of another length, a column of another type, files that differ: each is an
 * {@link InputException} with file, row and column, and what DuckDB itself refuses is one with DuckDB's message.
 */
public final class DuckDbTables implements TableProvider {
    /** For {@link java.util.ServiceLoader}. */
    public DuckDbTables() {}

    @Override
    public boolean handles(String argument) {
        if (argument.startsWith(QueryResult.PREFIX)) {
            return true;
        }
        try {
            Path path = Path.of(argument);
            return Files.isRegularFile(path)
                    ? isTable(path)
                    : Files.isDirectory(path) || (!Files.exists(path) && TableFiles.isPattern(argument));
        } catch (InvalidPathException | InputException e) {
            return false;
        }
    }

    /** Plain CSV is read better where the line of a mistake can be named. */
    private static boolean isTable(Path file) {
        Format format = Format.of(file);
        return format == Format.PARQUET || format == Format.JSON || format == Format.GZIP;
    }

    @Override
    public Logits logits(String argument, InputOptions options) {
        Table table = Table.open(argument);
        try {
            return options.kind().asLogits(new TableLogits(table, options.csv(), options.kind()));
        } catch (RuntimeException e) {
            table.close();
            throw e;
        }
    }

    @Override
    public Labels labels(String argument, LabelOptions options, int classes) {
        try (Table table = Table.open(argument)) {
            return TableLabels.read(table, options, LabelClasses.of(options, classes, Map.of()));
        }
    }

    @Override
    public LabelledLogits labelled(String argument, InputOptions options, LabelOptions labels) {
        Table table = Table.open(argument);
        try {
            TableLogits logits = new TableLogits(table, options.csv(), options.kind());
            LabelClasses classes = LabelClasses.of(labels, logits.classes(), logits.columnOfName());
            Labels truth = TableLabels.read(table, labels, classes);
            return new LabelledLogits(options.kind().asLogits(logits), truth, () -> {});
        } catch (RuntimeException e) {
            table.close();
            throw e;
        }
    }

    @Override
    public TextValues texts(String argument, String column) {
        Table table = Table.open(argument);
        try {
            return TableTexts.open(table, column);
        } catch (RuntimeException e) {
            table.close();
            throw e;
        }
    }
}
