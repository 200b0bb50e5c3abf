package io.demur.spark;

import io.demur.io.file.AtomicFile;
import java.nio.file.Path;

/** Where the driver writes a result: a file that appears whole or not at all, or standard output. */
final class ResultFile {
    static final String STANDARD_OUTPUT = "-";

    private ResultFile() {}

    /** Refuses a file that cannot be written, before the work begins. */
    static void check(String target) {
        if (!target.equals(STANDARD_OUTPUT)) {
            AtomicFile.check(Path.of(target));
        }
    }

    static void write(String target, String text) {
        if (target.equals(STANDARD_OUTPUT)) {
            System.out.print(text);
            System.out.flush();
        } else {
            AtomicFile.writeText(Path.of(target), text);
        }
    }
}
