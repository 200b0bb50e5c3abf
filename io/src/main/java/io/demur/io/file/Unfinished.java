package io.demur.io.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Temporary files that are being written: removed when they are done with, or when the process is asked to end. */
final class Unfinished {
    private static final Set<Path> FILES = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Unfinished::removeAll, "demur-unfinished"));
    }

    private Unfinished() {}

    /** From now on the file may exist. */
    static Path begin(Path file) {
        FILES.add(file);
        return file;
    }

    /** The file is needed no more, if it exists. */
    static void end(Path file) throws IOException {
        FILES.remove(file);
        Files.deleteIfExists(file);
    }

    private static void removeAll() {
        FILES.forEach(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // The process ends: nobody is left to be told, and the other files remain to be removed.
                return;
            }
        });
    }
}
