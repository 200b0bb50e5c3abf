package io.demur.io;

import io.demur.io.csv.Csv;
import io.demur.io.csv.CsvOptions;
import io.demur.io.csv.CsvSource;
import io.demur.io.csv.LabelForm;
import io.demur.io.file.InputFile;
import io.demur.io.file.Spool;
import io.demur.io.npy.ImageShape;
import io.demur.io.npy.Npy;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One door for what a user names on the command line: an NPY or CSV file, {@code file.npz#array}, {@code -} for standard
 * input, or what a {@link TableProvider} reads: Parquet, JSON, compressed text, many files as one, and {@code sql:QUERY}.
 *
 * <p>Content decides, not the ending of the name. A missing file, a directory, a file without permission, an empty one
 * and one of an unknown kind each end in an {@link InputException} of one line.
 */
public final class Inputs {
    private Inputs() {}

    /**
     * Opens logits.
     *
     * <p>From standard input or a pipe they can be read once: an NPY stream of rows, or CSV.
     *
     * @throws InputException if there are none
     */
    public static Logits logits(String argument, InputOptions options) {
        Optional<StandardInput> stream = StandardInput.of(argument);
        if (stream.isPresent()) {
            return streamed(stream.get(), options);
        }
        Optional<TableProvider> tables = TableProviders.of(argument);
        if (tables.isPresent()) {
            return tables.get().logits(argument, options);
        }
        Path path = path(argument);
        if (known(argument) == Format.NPY) {
            checkNoColumns(argument, options.csv());
            return Npy.readLogits(path, options.kind());
        }
        return Csv.readLogits(path, options.csv(), options.kind());
    }

    private static Logits streamed(StandardInput input, InputOptions options) {
        return switch (input.format()) {
            case NPY -> Npy.readLogits(input.stream(), input.name(), options.kind());
            case TEXT -> Csv.readLogits(input.stream(), input.name(), options.csv(), options.kind());
            default -> throw input.unreadable();
        };
    }

    /**
     * Opens logits and labels in one table, whose label column the options name. A stream of CSV is first kept in a
     * temporary file, because it is read twice.
     */
    public static LabelledLogits labelled(String argument, InputOptions options, LabelOptions labels) {
        if (labels.column().isEmpty()) {
            throw new InputException(place(argument), "which column is the label is not said", "give --label");
        }
        Optional<StandardInput> stream = StandardInput.of(argument);
        if (stream.isPresent()) {
            requireText(argument, stream.get().format(), labels);
            String name = stream.get().name();
            Spool spool = Spool.of(name, stream.get().stream());
            return labelled(new CsvSource(name, spool::stream), options, labels, spool::close);
        }
        Optional<TableProvider> tables = TableProviders.of(argument);
        if (tables.isPresent()) {
            return tables.get().labelled(argument, options, labels);
        }
        requireText(argument, known(argument), labels);
        return labelled(CsvSource.file(path(argument)), options, labels, () -> {});
    }

    private static void requireText(String argument, Format format, LabelOptions labels) {
        if (format != Format.TEXT) {
            throw new InputException(
                    argument, "is no table and has no column " + labels.column().orElseThrow());
        }
    }

    /** What messages call an argument. */
    private static String place(String argument) {
        return TableProviders.isQuery(argument) ? "--sql" : argument;
    }

    private static LabelledLogits labelled(
            CsvSource source, InputOptions options, LabelOptions choice, Runnable cleanup) {
        try {
            Logits logits = Csv.readLogits(source, options.csv(), options.kind());
            try {
                Map<String, Integer> columns = Csv.classOfColumn(source, options.csv());
                Labels labels = csvLabels(source, choice, LabelClasses.of(choice, logits.classes(), columns));
                return new LabelledLogits(logits, labels, cleanup);
            } catch (RuntimeException e) {
                logits.close();
                throw e;
            }
        } catch (RuntimeException e) {
            cleanup.run();
            throw e;
        }
    }

    /**
     * Opens labels.
     *
     * @param classes number of classes {@code K}
     */
    public static Labels labels(String argument, LabelOptions options, int classes) {
        long[] ignored = options.ignoredValues();
        Optional<StandardInput> stream = StandardInput.of(argument);
        if (stream.isPresent()) {
            StandardInput input = stream.get();
            return switch (input.format()) {
                case NPY -> Npy.readLabels(input.stream(), input.name(), classes, ignored);
                case TEXT ->
                    csvLabels(
                            new CsvSource(input.name(), input::stream),
                            options,
                            LabelClasses.of(options, classes, Map.of()));
                default -> throw input.unreadable();
            };
        }
        Optional<TableProvider> tables = TableProviders.of(argument);
        if (tables.isPresent()) {
            return tables.get().labels(argument, options, classes);
        }
        Path path = path(argument);
        return known(argument) == Format.NPY
                ? Npy.readLabels(path, classes, ignored)
                : csvLabels(CsvSource.file(path), options, LabelClasses.of(options, classes, Map.of()));
    }

    private static Labels csvLabels(CsvSource source, LabelOptions options, LabelClasses classes) {
        return Csv.readLabels(
                source, new LabelForm(options.column(), classes.names(), classes.count(), options.ignored()));
    }

    /**
     * Refuses labels that lie in images of another size than the logits do.
     *
     * @param logits what logits of images are read from
     * @param labels what their labels are read from; where these are no array, their number has to do
     */
    public static void requireSameImages(String logits, String labels) {
        boolean files = !StandardInput.isOne(labels)
                && !StandardInput.isOne(logits)
                && TableProviders.of(labels).isEmpty();
        if (files && known(labels) == Format.NPY) {
            ImageShape.of(path(logits)).requireLabels(path(labels));
        }
    }

    /**
     * A column of a table with a header as text, such as the ids of the rows.
     *
     * @throws InputException if there is no such table or column
     */
    public static TextValues texts(String argument, String column) {
        if (StandardInput.isOne(argument)) {
            throw new InputException(
                    "standard input",
                    "is read once, and column " + column + " needs a second time",
                    "write it to a file");
        }
        Optional<TableProvider> tables = TableProviders.of(argument);
        if (tables.isPresent()) {
            return tables.get().texts(argument, column);
        }
        if (known(argument) == Format.NPY) {
            throw new InputException(argument, "is a numpy array and has no column " + column, "give a table");
        }
        return CsvTexts.open(path(argument), column);
    }

    /**
     * Who writes a table of decisions of this name; empty if it is a name for text.
     *
     * @throws InputException if the room that writes such tables is not on the class path
     */
    public static Optional<DecisionSinkProvider> decisionTable(Path target) {
        Optional<DecisionSinkProvider> sink = TableProviders.sink(target);
        if (sink.isEmpty() && target.toString().endsWith(".parquet")) {
            throw new InputException(target.toString(), "would be a Parquet file", TableProviders.REMEDY_WRITING);
        }
        return sink;
    }

    /** One number per row: an NPY column, or a column of a CSV file, the only one if none is named. */
    public static double[] doubles(String argument, Optional<String> column) {
        Path path = path(argument);
        return known(argument) == Format.NPY ? Npy.readDoubles(path) : Csv.readDoubles(path, column);
    }

    /**
     * A table of numbers, row after row: an NPY array of any numeric type, or the columns of a table.
     *
     * @throws InputException if there are other than so many rows and columns
     */
    static double[] matrix(String argument, int rows, int columns) {
        Optional<StandardInput> stream = StandardInput.of(argument);
        if (stream.isPresent()) {
            StandardInput input = stream.get();
            return input.format() == Format.NPY
                    ? Npy.readMatrix(input.stream(), input.name(), rows, columns)
                    : cells(streamed(input, InputOptions.LOGITS), rows, columns);
        }
        boolean array = TableProviders.of(argument).isEmpty() && known(argument) == Format.NPY;
        return array
                ? Npy.readMatrix(path(argument), rows, columns)
                : cells(logits(argument, InputOptions.LOGITS), rows, columns);
    }

    private static double[] cells(Logits open, int rows, int columns) {
        try (Logits table = open) {
            double[] cells = Rows.all(table);
            int found = table.singleLogit() ? 1 : table.classes();
            if (found != columns || cells.length != rows * columns) {
                throw new InputException(
                        table.name(),
                        "has " + cells.length / table.classes() + " rows and " + found + " columns",
                        "a table of " + rows + " x " + columns + " numbers is wanted");
            }
            return cells;
        }
    }

    /** The format of an existing file: {@code NPY} or {@code TEXT}. */
    static Format known(String argument) {
        Path path = path(argument);
        if (Npy.isSharded(path)) {
            return Format.NPY;
        }
        Path file = Npy.fileOf(path);
        Format format = Format.of(InputFile.checkRegular(Files.exists(file) ? file : path));
        if (format != Format.NPY && format != Format.TEXT) {
            throw new InputException(argument, format.problem(), format.remedy());
        }
        return format;
    }

    static Path path(String argument) {
        try {
            return Path.of(InputFile.requireNamed(argument));
        } catch (InvalidPathException e) {
            throw new InputException(argument, "is no possible name of a file", e);
        }
    }

    private static void checkNoColumns(String argument, CsvOptions options) {
        if (options.labelColumn().isPresent() || !options.logitColumns().isEmpty()) {
            throw new InputException(argument, "is a numpy array and has no named columns", "leave the columns out");
        }
    }
}
