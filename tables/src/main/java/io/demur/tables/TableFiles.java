package io.demur.tables;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that an argument stands for: one, those of a folder and the folders in it, or those that match a pattern; in
 * the order of their names, which is then the order of the rows.
 *
 * @param kind what all of them are
 */
record TableFiles(TableKind kind, List<String> names) {
    /** Files of one part of a table that hold no rows but say that a job has ended. */
    private static final String MARKERS = "[_.].*";

    TableFiles {
        names = List.copyOf(names);
    }

    /** Whether an argument is a pattern, or names something in a network. */
    static boolean isPattern(String argument) {
        return argument.contains("://") || argument.matches(".*[*?\\[].*");
    }

    /**
     * Finds the files and looks what they are.
     *
     * @throws InputException if there are none, or they are not all of one kind
     */
    static TableFiles find(Database database, String argument) {
        if (argument.contains("://")) {
            return inNetwork(argument);
        }
        Path path = Path.of(argument);
        if (Files.isRegularFile(path)) {
            return of(argument, List.of(argument));
        }
        List<String> all = Files.isDirectory(path) ? inFolder(path) : matching(database, argument);
        List<String> files = all.stream().filter(TableFiles::holdsRows).sorted().toList();
        if (files.isEmpty()) {
            throw new InputException(
                    argument,
                    all.isEmpty() ? "there are no such files" : "all its files are empty",
                    "check path and pattern, and that the program which writes them has finished");
        }
        return of(argument, files);
    }

    private static TableFiles inNetwork(String address) {
        TableKind kind = TableKind.ofName(address);
        if (kind == TableKind.CSV) {
            throw new InputException(
                    address, "is CSV in a network, of which only Parquet and JSON are read", "copy it here");
        }
        return new TableFiles(kind, List.of(address));
    }

    private static boolean holdsRows(String name) {
        Path file = Path.of(name);
        return name.endsWith(".parquet") || !TableKind.blank(file);
    }

    private static List<String> matching(Database database, String pattern) {
        List<String> names = new ArrayList<>();
        try (Rows rows = database.query("SELECT file FROM glob(" + Sql.text(pattern) + ")")) {
            while (rows.next()) {
                rows.text(1).ifPresent(names::add);
            }
        }
        return names;
    }

    private static List<String> inFolder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !folder.relativize(file).toString().isEmpty())
                    .filter(Files::isRegularFile)
                    .filter(file -> Stream.iterate(folder.relativize(file), p -> p != null, Path::getParent)
                            .noneMatch(
                                    part -> String.valueOf(part.getFileName()).matches(MARKERS)))
                    .map(Path::toString)
                    .toList();
        } catch (IOException e) {
            throw InputFile.failure(folder.toString(), "cannot be read", e);
        }
    }

    private static TableFiles of(String argument, List<String> names) {
        TableKind kind = kind(names.get(0));
        for (String name : names) {
            TableKind other = kind(name);
            if (other != kind) {
                throw new InputException(
                        name,
                        "is " + other + ", " + names.get(0) + " is " + kind,
                        "name files of one kind: " + argument + " holds both");
            }
            TableKind.requireWhole(Path.of(name));
        }
        return new TableFiles(kind, names);
    }

    private static TableKind kind(String name) {
        return TableKind.of(Path.of(name))
                .orElseThrow(
                        () -> new InputException(
                                name,
                                "is no table",
                                "Parquet, JSON, CSV, and the latter two compressed by gzip, are read as tables; unpack anything else"));
    }
}
