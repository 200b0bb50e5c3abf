package io.demur.cli;

import io.demur.io.ClassNames;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the classes are called. */
final class ClassOptions {
    @Option(
            names = "--classes",
            paramLabel = "FILE",
            description = "Names of the classes, one per line or a JSON array.")
    private @Nullable Path classes;

    /** The names of the classes, if they were given. */
    List<String> names(int count) {
        return classes == null ? List.of() : ClassNames.read(classes, count);
    }
}
