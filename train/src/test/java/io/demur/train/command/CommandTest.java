package io.demur.train.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.io.CommandProvider;
import io.demur.logits.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands as the command line finds and calls them. */
class CommandTest {
    /** Options of the command that a page sends its readers to. */
    private static final Set<String> OF_EVALUATE = Set.of("--ignore-label");

    private static final List<String> TINY = List.of(
            "--set=data.classes=3",
            "--set=data.features=4",
            "--set=data.train=60",
            "--set=data.tune=60",
            "--set=data.test=60",
            "--set=network=[dense: 8, relu, logits]",
            "--set=epochs=1");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static Map<String, CommandLine> commands() {
        Map<String, CommandLine> commands = new TreeMap<>();
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            commands.put(provider.name(), new CommandLine(provider.command()));
        }
        return commands;
    }

    private int train(String... args) {
        List<String> all = new ArrayList<>(List.of("synthetic-b1"));
        all.addAll(TINY);
        all.addAll(Arrays.asList(args));
        return execute(new TrainCommand(), all);
    }

    private int execute(Object command, List<String> args) {
        CommandLine line = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((problem, failed, parsed) -> {
                    if (problem instanceof InputException) {
                        err.write(problem.getMessage());
                        return 2;
                    }
                    throw problem;
                });
        return line.execute(args.toArray(String[]::new));
    }

    @Test
    void areFoundAndHaveAnExample() {
        Map<String, CommandLine> commands = commands();
        assertThat(commands).containsKeys("train", "reproduce");
        commands.forEach((name, line) -> assertThat(line.getUsageMessage()).contains("Example", "demur " + name));
    }

    @Test
    void haveEveryOptionThatTheDocumentationNames() throws IOException {
        for (String page : List.of("how-to/train.md", "reference/recipes.md")) {
            Matcher option = Pattern.compile("--[a-z][a-z-]*").matcher(Files.readString(Path.of("../docs", page)));
            while (option.find()) {
                if (OF_EVALUATE.contains(option.group())) {
                    continue;
                }
                assertThat(commands().values())
                        .as(page + " names " + option.group())
                        .anyMatch(line -> line.getCommandSpec().findOption(option.group()) != null);
            }
        }
    }

    @Test
    void aSweepOverSeedsMakesAFolderEach(@TempDir Path folder) {
        String output = folder.toString();
        assertThat(train("--sweep=loss.alpha=0,0.2", "--sweep=optimizer.lr=0.01", "--seeds=1..2", "-o", output))
                .isZero();
        for (String run : List.of("ce-seed1", "ce-seed2", "ls0.2-seed1", "ls0.2-seed2")) {
            assertThat(folder.resolve("synthetic-b1-" + run + "-lr0.01/result.json"))
                    .exists();
        }
        assertThat(out.toString().lines()).hasSize(5);
        assertThat(err.toString()).contains("epoch 1/1", "rows/s");
        assertThat(train("--sweep=loss.alpha=0,0", "-o", output)).isEqualTo(2);
        assertThat(err.toString()).contains("two runs would share the folder");
    }

    @Test
    void aPageThatCannotBeWrittenIsRefusedBeforeAnyTraining(@TempDir Path folder) {
        Path runs = folder.resolve("runs");
        String page = folder.resolve("nowhere/x2.html").toString();
        assertThat(execute(new ReproduceCommand(), List.of("x2", "-o", runs.toString(), "--html", page)))
                .isEqualTo(2);
        assertThat(err.toString()).contains("x2.html: there is no folder");
        assertThat(runs).doesNotExist();
    }

    @Test
    void quietIsQuietAndAFinishedRunIsKept(@TempDir Path folder) {
        String output = folder.resolve("run").toString();
        assertThat(train("-o", output, "--quiet")).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(train("-o", output)).isEqualTo(2);
        assertThat(err.toString()).contains("holds a finished run; replace it with --force");
        assertThat(train("-o", output, "--force", "--resume")).isEqualTo(2);
        assertThat(train("-o", output, "--resume", "--threads=0")).isEqualTo(2);
        assertThat(train("-o", output, "--device=tpu")).isEqualTo(2);
        assertThat(train("-o", output, "--resume")).isZero();
        assertThat(train("-o", output, "--force")).isZero();
    }
}
