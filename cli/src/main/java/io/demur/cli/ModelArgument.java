package io.demur.cli;

import io.demur.logits.InputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One model on a command line: the source of its logits and what to call it.
 *
 * @param name in tables and files
 * @param logits where they are
 */
record ModelArgument(String name, String logits) {

    /** What stands before a query that takes the place of a file. */
    static final String QUERY = "sql:";

    /** Positional arguments taken apart: models, and the labels that follow them unless a column holds them. */
    record Parsed(List<ModelArgument> models, Optional<String> labels) {}

    /**
     * Reads {@code [NAME=]LOGITS}.
     *
     * @param text a path may itself contain the sign {@code =}: then a file of the whole name decides, or that what stands
     *     before the sign has a folder in it, as no name has
     */
    static ModelArgument parse(String text) {
        if (text.startsWith(QUERY)) {
            return new ModelArgument("sql", text);
        }
        int equals = text.indexOf('=');
        if (equals < 1 || text.substring(0, equals).contains("/") || exists(text)) {
            return new ModelArgument(fileName(text), text);
        }
        return new ModelArgument(text.substring(0, equals), text.substring(equals + 1));
    }

    static Parsed parse(List<String> arguments, ReadingOptions reading) {
        int models = Math.max(1, arguments.size() - 1);
        if (arguments.size() == 1 && reading.label().isEmpty()) {
            throw new InputException(
                    parse(arguments.get(0)).name(),
                    "there are no LABELS",
                    "name their file after it, or their column with --label");
        }
        return new Parsed(
                arguments.subList(0, models).stream().map(ModelArgument::parse).toList(),
                arguments.size() == 1 ? Optional.empty() : Optional.of(arguments.get(models)));
    }

    private static boolean exists(String text) {
        try {
            return Files.exists(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String fileName(String text) {
        int slash = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'));
        return slash + 1 < text.length() ? text.substring(slash + 1) : text;
    }
}
