package io.demur.io;

import io.demur.io.csv.Csv;
import io.demur.io.csv.CsvOptions;
import io.demur.io.csv.CsvSource;
import io.demur.io.file.InputFile;
import io.demur.io.file.Spool;
import io.demur.io.npy.Npy;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * One door for what a user names on the command line: an NPY or CSV file, {@code file.npz#array}, {@code -} for standard
 * input, or what a {@link LogitsProvider} opens.
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
        Path path = path(argument);
        Path file = Npy.fileOf(path);
        Format format = Files.exists(file) ? Format.of(file) : Format.UNKNOWN;
        if (format == Format.NPY) {
            checkNoColumns(argument, options.csv());
            return Npy.readLogits(path, options.kind());
        }
        Optional<Logits> provided = provided(argument, options);
        if (provided.isPresent()) {
            return provided.get();
        }
        InputFile.check(path);
        if (format != Format.TEXT) {
            throw new InputException(argument, format.problem(), format.remedy());
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

    private static Optional<Logits> provided(String argument, InputOptions options) {
        for (LogitsProvider provider : ServiceLoader.load(LogitsProvider.class)) {
            if (provider.handles(argument)) {
                return Optional.of(provider.open(argument, options));
            }
        }
        return Optional.empty();
    }

    /**
     * Opens logits and labels in one CSV text; the options name the label column. A stream is first kept in a
     * temporary file, because it is read twice.
     *
     * @param ignored labels that mark a row as left out
     */
    public static LabelledLogits labelled(String argument, InputOptions options, long... ignored) {
        Optional<String> label = options.csv().labelColumn();
        if (label.isEmpty()) {
            throw new InputException(argument, "which column is the label is not said", "give --label");
        }
        Optional<StandardInput> stream = StandardInput.of(argument);
        if (stream.isPresent()) {
            if (stream.get().format() != Format.TEXT) {
                throw new InputException(argument, "is no CSV text and has no column " + label.get());
            }
            String name = stream.get().name();
            Spool spool = Spool.of(name, stream.get().stream());
            return labelled(new CsvSource(name, spool::stream), options, spool::close, ignored);
        }
        Path path = path(argument);
        if (Format.of(path) != Format.TEXT) {
            throw new InputException(argument, "is no CSV text and has no column " + label.get());
        }
        return labelled(CsvSource.file(path), options, () -> {}, ignored);
    }

    private static LabelledLogits labelled(CsvSource source, InputOptions options, Runnable cleanup, long... ignored) {
        try {
            Logits logits = Csv.readLogits(source, options.csv(), options.kind());
            try {
                Labels labels = Csv.readLabels(source, options.csv().labelColumn(), logits.classes(), ignored);
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
     * @param column the column of a CSV text; empty if it has one only
     * @param classes number of classes {@code K}
     * @param ignored values that mark a row as left out
     */
    public static Labels labels(String argument, Optional<String> column, int classes, long... ignored) {
        Optional<StandardInput> stream = StandardInput.of(argument);
        if (stream.isPresent()) {
            StandardInput input = stream.get();
            return switch (input.format()) {
                case NPY -> Npy.readLabels(input.stream(), input.name(), classes, ignored);
                case TEXT -> Csv.readLabels(new CsvSource(input.name(), input::stream), column, classes, ignored);
                default -> throw input.unreadable();
            };
        }
        Path path = path(argument);
        return switch (known(argument)) {
            case NPY -> Npy.readLabels(path, classes, ignored);
            default -> Csv.readLabels(path, column, classes, ignored);
        };
    }

    /** One number per row: an NPY column, or a column of a CSV file, the only one if none is named. */
    public static double[] doubles(String argument, Optional<String> column) {
        Path path = path(argument);
        return known(argument) == Format.NPY ? Npy.readDoubles(path) : Csv.readDoubles(path, column);
    }

    /** The format of an existing file: {@code NPY} or {@code TEXT}. */
    static Format known(String argument) {
        Format format = Format.of(Npy.fileOf(path(argument)));
        if (format != Format.NPY && format != Format.TEXT) {
            throw new InputException(argument, format.problem(), format.remedy());
        }
        return format;
    }

    static Path path(String argument) {
        try {
            return Path.of(argument);
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
