package io.demur.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds the shape of core: the packages in pipeline order, java.base alone, and a public face smaller than the body. */
class ArchitectureTest {

    /** Each package may import only from those before it. */
    private static final List<String> PIPELINE =
            List.of("math", "logits", "score", "metric", "guarantee", "monitor", "select", "smoothing", "evaluation");

    private static final double MAX_PUBLIC_SHARE = 0.65;
    /** Below this many types the share says nothing about habits. */
    private static final int FEW_TYPES = 10;

    private static final Path CLASSES = Path.of("target", "classes");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    @Test
    @DisplayName("each package of core imports only from those before it in the pipeline")
    void packagesPointOneWay() throws IOException {
        assertThat(dependencies().map(ArchitectureTest::objection).filter(objection -> !objection.isEmpty()))
                .isEmpty();
    }

    @Test
    @DisplayName("core uses java.base and nothing else")
    void coreNeedsOnlyTheBaseModule() throws IOException {
        assertThat(dependencies().filter(use -> !isOurs(use.target())).map(Use::module))
                .allMatch("java.base"::equals);
    }

    @Test
    @DisplayName("at most 65 % of the types that do something are public: records and enums are the vocabulary")
    void mostTypesHaveAReasonToBePublic() throws IOException {
        List<Class<?>> types = namedTypes().stream()
                .filter(type -> !type.isRecord() && !type.isEnum())
                .toList();
        long open = types.stream().filter(ArchitectureTest::isPublic).count();
        System.out.printf("core: %d of %d types that do something are public%n", open, types.size());
        if (types.size() >= FEW_TYPES) {
            assertThat(open).isLessThanOrEqualTo(Math.round(MAX_PUBLIC_SHARE * types.size()));
        }
    }

    @Test
    @DisplayName("the rule itself can fail")
    void theRuleBites() {
        assertThat(objection(new Use("io.demur.score", "io.demur.logits", "classes")))
                .isEmpty();
        assertThat(objection(new Use("io.demur.score", "io.demur.metric", "classes")))
                .contains("later");
        assertThat(objection(new Use("io.demur.stray", "java.lang", "java.base")))
                .contains("no place");
    }

    private record Use(String source, String target, String module) {}

    /** The lines "source -> target module" of jdeps; its headings have no leading blank. */
    private static Stream<Use> dependencies() throws IOException {
        return jdeps("--multi-release", "base", "-verbose:package", "-filter:none", CLASSES.toString())
                .lines()
                .filter(line -> line.startsWith(" ") && line.contains(" -> "))
                .map(line -> BLANKS.split(line.strip()))
                .map(word -> new Use(word[0], word[2], word[3]));
    }

    private static String objection(Use use) {
        if (place(use.source()) < 0) {
            return use.source() + " has no place in the pipeline";
        }
        if (!isOurs(use.target()) || use.target().equals(use.source())) {
            return "";
        }
        return place(use.target()) < place(use.source()) ? "" : use + ": imports from a later package";
    }

    private static boolean isOurs(String packageName) {
        return packageName.startsWith("io.demur.");
    }

    private static int place(String packageName) {
        return isOurs(packageName) ? PIPELINE.indexOf(packageName.split("\\.", -1)[2]) : -1;
    }

    private static String jdeps(String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int code = ToolProvider.findFirst("jdeps").orElseThrow().run(writer, writer, arguments);
        writer.flush();
        assertThat(code).as(out.toString()).isZero();
        return out.toString();
    }

    private static List<Class<?>> namedTypes() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(CLASSES::relativize)
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .<Class<?>>map(ArchitectureTest::load)
                    .filter(type -> !type.isAnonymousClass() && !type.isLocalClass() && !type.isSynthetic())
                    .toList();
        }
    }

    private static Class<?> load(String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace(File.separatorChar, '.');
        try {
            return Class.forName(name, false, ArchitectureTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(file + " is not on the class path", e);
        }
    }

    /** A nested type is public only where its enclosing types are. */
    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }
}
