package io.demur.cli;

import io.demur.io.file.AtomicFile;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file to write to, or standard output for {@code -}. */
final class OutputTarget {
    private OutputTarget() {}

    static boolean isStandardOutput(String target) {
        return target.equals("-");
    }

    static void write(String target, String text, Console console) {
        if (isStandardOutput(target)) {
            console.print(text);
        } else {
            AtomicFile.writeText(path(target), text);
        }
    }

    /** Refuses what could not be written, before minutes of work go by. */
    static void check(String target) {
        if (!isStandardOutput(target)) {
            AtomicFile.check(path(target));
        }
    }

    static Path path(String target) {
        try {
            return Path.of(InputFile.requireNamed(target));
        } catch (InvalidPathException e) {
            throw new InputException(target, "is no possible name of a file", e);
        }
    }
}
