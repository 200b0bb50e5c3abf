package io.demur.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the page about Spark shows can be typed: Java compiles, options exist. */
class SparkPageTest {
    private static final Path PAGE = Path.of("")
            .toAbsolutePath()
            .getParent()
            .resolve("docs")
            .resolve("how-to")
            .resolve("spark.md");
    private static final Pattern JAVA = Pattern.compile("```java spark\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND =
            Pattern.compile("Main demur-spark-submit.jar ([a-z]+)([^`]*?)(?=\nspark-submit|```)");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");

    @TempDir
    Path folder;

    @Test
    void javaCompiles() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : List.of(
                "io.demur.spark.*",
                "io.demur.guarantee.*",
                "java.nio.file.Path",
                "org.apache.spark.ml.Estimator",
                "org.apache.spark.ml.param.ParamMap",
                "org.apache.spark.ml.tuning.CrossValidator",
                "org.apache.spark.sql.*",
                "org.apache.spark.sql.streaming.StreamingQuery")) {
            text.append("import ").append(name).append(";\n");
        }
        text.append("class Page {\n");
        List<String> blocks = JAVA.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSizeGreaterThan(3);
        for (int i = 0; i < blocks.size(); i++) {
            text.append("static void block")
                    .append(i)
                    .append("(SparkSession spark, Dataset<Row> predictions, Dataset<Row> decisions, Dataset<Row>"
                            + " labels, Estimator<?> classifier, ParamMap[] grid) throws Exception {\n")
                    .append(blocks.get(i))
                    .append("}\n");
        }
        Path source = Files.writeString(folder.resolve("Page.java"), text.append("}\n"));
        assertThat(problems(source)).isEmpty();
    }

    private List<String> problems(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-d", folder.toString(), "-classpath", System.getProperty("java.class.path"));
            compiler.getTask(null, files, found, options, null, files.getJavaFileObjects(source))
                    .call();
        }
        return found.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(problem -> problem.getMessage(null))
                .collect(Collectors.toList());
    }

    @Test
    void optionsExist() throws IOException {
        CommandLine line = Main.commandLine();
        List<String> unknown = new ArrayList<>();
        Matcher commands = COMMAND.matcher(Files.readString(PAGE));
        int seen = 0;
        while (commands.find()) {
            CommandLine command = line.getSubcommands().get(commands.group(1));
            OPTION.matcher(commands.group(2))
                    .results()
                    .map(MatchResult::group)
                    .filter(option -> command.getCommandSpec().findOption(option) == null)
                    .forEach(unknown::add);
            seen++;
        }
        assertThat(seen).isEqualTo(3);
        assertThat(unknown).isEmpty();
    }
}
