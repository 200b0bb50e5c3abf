package io.demur.inputs.read;

import io.demur.inputs.DataSet;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads a folder that has a folder of text files for each class. */
final class TextFolders {
    private TextFolders() {}

    static DataSet read(Path folder, List<String> classes, EmptyTexts empty) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    folder.toString(), "there is no such folder", "it must hold a folder of .txt files for each class");
        }
        List<String> names = classes.isEmpty() ? names(list(folder, Files::isDirectory)) : classes;
        ClassColumn labels = new ClassColumn(folder.toString(), names);
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            for (Path file : files(folder.resolve(name))) {
                files.add(file);
                labels.add(name);
            }
        }
        List<String> texts = files.parallelStream().map(TextFolders::text).toList();
        IntFunction<String> places = row -> files.get(row).toString();
        return DataSet.of(TextCheck.checked(texts, places, empty), labels.labels(places), labels.classes());
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    folder.toString(), "there is no such folder", "it must hold the texts of its class");
        }
        List<Path> files = list(folder, file -> name(file).endsWith(".txt") && Files.isRegularFile(file));
        if (files.isEmpty()) {
            throw new InputException(folder.toString(), "has no .txt file", "it must hold the texts of its class");
        }
        return files;
    }

    /** In the order of their names, which is the same on every system. */
    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !name(entry).startsWith("."))
                    .filter(wanted)
                    .sorted(Comparator.comparing(TextFolders::name))
                    .toList();
        } catch (IOException e) {
            throw InputFile.failure(folder.toString(), "cannot be read", e);
        }
    }

    private static List<String> names(List<Path> paths) {
        return paths.stream().map(TextFolders::name).toList();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new InputException(file.toString(), "is no text in UTF-8", e);
        } catch (IOException e) {
            throw InputFile.failure(file.toString(), "cannot be read", e);
        }
    }
}
