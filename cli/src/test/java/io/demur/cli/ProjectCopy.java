package io.demur.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the launcher builds from, copied, so that its builds do not touch the project under test. */
final class ProjectCopy {
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    /** All of the reactor: Maven reads every module's description, even of those it does not build. */
    private static final List<String> MODULES =
            List.of("core", "io", "report", "cli", "inputs", "onnx", "train", "tables", "serve", "spark");

    private ProjectCopy() {}

    /** Copies launcher, descriptions, sources and recipes. */
    static Path into(Path copy) throws IOException {
        copyTree(copy, "demur");
        copyTree(copy, ".mvn");
        copyTree(copy, "pom.xml");
        copyTree(copy, "recipes");
        for (String module : MODULES) {
            copyTree(copy, module + "/pom.xml");
            copyTree(copy, module + "/src/main");
        }
        return copy;
    }

    private static void copyTree(Path copy, String name) throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve(name))) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    Path target = copy.resolve(PROJECT.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
