package io.demur.inputs.read;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Listings in the order of the names, which is the same on every system; hidden entries are passed over. */
final class Folders {
    private static final List<String> PICTURES =
            List.of(".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp");

    private Folders() {}

    static Path required(Path folder, String purpose) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder.toString(), "there is no such folder", purpose);
        }
        return folder;
    }

    static List<Path> folders(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !name(entry).startsWith("."))
                    .filter(Files::isDirectory)
                    .sorted(Comparator.comparing(Folders::name))
                    .toList();
        } catch (IOException e) {
            throw InputFile.failure(folder.toString(), "cannot be read", e);
        }
    }

    /** Files at any depth, by their path below the folder. */
    static List<Path> files(Path folder, Predicate<String> wanted) {
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.filter(entry -> !name(entry).startsWith(".") && wanted.test(name(entry)))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(entry -> below(folder, entry)))
                    .toList();
        } catch (IOException e) {
            throw InputFile.failure(folder.toString(), "cannot be read", e);
        }
    }

    /** Also formats that are refused, so that nothing is passed over in silence. */
    static boolean isPicture(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return PICTURES.stream().anyMatch(lower::endsWith);
    }

    static String below(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
