package io.demur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * The launcher as a process, on a copy of the project so that its builds do not touch the one under test.
 *
 * <p>Most tests replace java and mvn by scripts that tell how they were called; the last one builds and runs the real
 * thing.
 */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final Pattern HEAVY = Pattern.compile("djl|torch|onnx|duckdb|spark|javalin|jetty|sqlite");

    @TempDir
    Path folder;

    private Path copy;
    private Path builds;
    private Path fakeJava;

    @BeforeEach
    void copyTheProject() throws IOException {
        // Blanks in the path, because users have them.
        copy = folder.resolve("the project");
        builds = folder.resolve("builds");
        fakeJava = folder.resolve("fake jdk");
        ProjectCopy.into(copy);
        writeFakes("17.0.9");
    }

    @Test
    void argumentsArriveAsTheyWereGiven() throws Exception {
        Run run = demur(copy, "evaluate", "", "two words", "it's \"quoted\"", "*", "$HOME", "-x");
        assertThat(run.out())
                .endsWith("[io.demur.cli.Demur]\n[evaluate]\n[]\n[two words]\n[it's \"quoted\"]\n[*]\n[$HOME]\n[-x]\n");
    }

    @Test
    void stdinAndExitCodePassThrough() throws Exception {
        Process process = start(copy, copy.resolve("demur"), "echo");
        process.getOutputStream().write("rows\n".getBytes(UTF_8));
        process.getOutputStream().close();
        Run run = finish(process);
        assertThat(run.out()).isEqualTo("rows\n");
        assertThat(run.code()).isEqualTo(3);
    }

    @Test
    void buildsOnceAndSaysSoOnStderr() throws Exception {
        assertThat(demur(copy, "a").err()).isEqualTo("building demur (once)…\n");
        assertThat(demur(copy, "b").err()).isEmpty();
        assertThat(buildCount()).isEqualTo(1);
    }

    @Test
    void startsThroughAChainOfSymlinksFromAnotherFolder() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("../the project/demur"));
        Path chain = Files.createSymbolicLink(elsewhere.resolve("second"), link);
        Run run = finish(start(elsewhere, chain, "pwd"));
        assertThat(run.out()).isEqualTo(elsewhere.toRealPath() + "\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void aChangedOrDeletedSourceBuildsAgain() throws Exception {
        Path extra = copy.resolve("core/src/main/java/Extra.java");
        Files.writeString(extra, "class Extra {}");
        demur(copy, "a");
        Files.setLastModifiedTime(extra, FileTime.from(Instant.now().plusSeconds(2)));
        demur(copy, "a");
        assertThat(buildCount()).isEqualTo(2);
        Files.setLastModifiedTime(extra, FileTime.from(Instant.now().minusSeconds(100)));
        demur(copy, "a");
        int before = buildCount();
        Files.delete(extra);
        demur(copy, "a");
        assertThat(buildCount()).isEqualTo(before + 1);
    }

    @Test
    void launchesAtTheSameTimeBuildOnce() throws Exception {
        List<Process> launches = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            launches.add(start(copy, copy.resolve("demur"), "a"));
        }
        for (Process launch : launches) {
            assertThat(finish(launch).code()).isZero();
        }
        assertThat(buildCount()).isEqualTo(1);
    }

    @Test
    void aLockLeftBehindByADeadLaunchIsTakenOver() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path lock = Files.createDirectories(copy.resolve("cli/target/launcher.lock"));
        Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
        assertThat(demur(copy, "a").code()).isZero();
        assertThat(lock).doesNotExist();
    }

    @Test
    void aFailedBuildShowsWhyAndLeavesNoLock() throws Exception {
        script(fakeJava.resolve("bin/mvn"), "echo '[ERROR] Broken.java:[1,2] no such thing'; exit 1");
        Run run = demur(copy, "a");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Broken.java:[1,2] no such thing", "demur: the build failed");
        assertThat(copy.resolve("cli/target/launcher.lock")).doesNotExist();
    }

    @Test
    void goesOnlineWhenSomethingIsMissing() throws Exception {
        script(fakeJava.resolve("bin/mvn"), """
            case "$*" in
                *' -o '*) echo '[ERROR] Cannot access central in offline mode'; exit 1 ;;
            esac
            """ + fakeBuild());
        assertThat(demur(copy, "a").code()).isZero();
        assertThat(buildCount()).isEqualTo(1);
    }

    @Test
    void anOldJavaIsRefusedInOneLine() throws Exception {
        writeFakes("11.0.2");
        Run run = demur(copy, "a");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Java 11.0.2; demur needs 17 or newer").hasLineCount(1);
    }

    @Test
    void signalsReachJavaItself() throws Exception {
        demur(copy, "a");
        Process process = start(copy, copy.resolve("demur"), "wait");
        // The pid java reports is the launcher's own: nothing stands between any signal and java. Only TERM is sent,
        // because a build started in the background inherits an INT that is ignored.
        assertThat(process.inputReader(UTF_8).readLine()).isEqualTo(Long.toString(process.pid()));
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo                                                         | cli",
                "demo --export data.parquet                                   | cli",
                "evaluate a.npy b.npy --json out.json --html page.html        | cli",
                "evaluate a.npy b.npy --classes names.json --figures folder   | cli",
                "fit a.npy b.npy --max-risk 0.1 -o selector.json              | cli",
                "decide selector.json a.npy -o out.csv                        | cli",
                "decide selector.json --groups g.npy rows.csv                 | cli",
                "check selector.json a.npy b.npy                              | cli",
                "evaluate z.npy y.npy --html r.html --selector sel.json       | cli",
                "evaluate z.npy y.npy --selector=A=sel.json                   | cli",
                "decide --format json sel.json z.npy                          | cli",
                "decide --threads 2 sel.json z.npy                            | cli",
                "decide --quiet --groups g.npy sel.json z.npy                 | cli",
                "check --level 0.01 sel.json f.npy y.npy                      | cli",
                "fit a.npy b.npy --max-risk 0.1 --name folder -oout.json      | cli",
                "evaluate -- a.npy b.npy                                      | cli",
                "train recipe.json                                            | train",
                "evaluate a.parquet --label y                                 | tables",
                "--quiet evaluate A=a.parquet B=b.npy y.npy                   | tables",
                "evaluate part-*.csv --label y                                | tables",
                "evaluate folder --label y                                    | tables",
                "evaluate a.csv.gz --label y                                  | tables",
                "fit rows.json --label y --max-risk 0.1 -o selector.json      | tables",
                "fit a.npy b.npy --groups=g.parquet --max-risk 0.1            | tables",
                "decide selector.json rows.json                               | tables",
                "decide selector.json a.npy -o out.parquet                    | tables",
                "decide selector.json a.npy --output=out.parquet              | tables",
                "decide --format json selector.json rows.json                 | tables",
                "decide -oout.parquet selector.json a.npy                     | tables",
                "evaluate a.npy b.npy --curves --fit rows.json                | tables",
                "evaluate a.npy b.npy --fit a.npy labels.json                 | tables",
                "evaluate a.npy b.npy --json - --costs costs.json             | tables",
                "evaluate --skip-bad-rows rows.json --label y                 | tables",
                "diagnose --sql query                                         | tables",
                "compare A=sql:x B=sql:y y.npy                                | tables",
            })
    void theRoomForTablesJoinsWhenOneIsNamed(String command, String room) throws Exception {
        Files.createDirectories(copy.resolve("folder"));
        script(fakeJava.resolve("bin/mvn"), "echo \"$*\" >>'" + builds + "'; : >cli/target/demur-cli.jar");
        demur(copy, command.split(" "));
        assertThat(Files.readString(builds)).contains("-pl cli," + room + " ");
    }

    /** Otherwise the launcher takes the word after such an option for the option's value. */
    @Test
    void theOptionsThatTakeNoWordStandInTheLauncher() throws Exception {
        String launcher = Files.readString(copy.resolve("demur"));
        CommandLine line = Demur.everything(
                new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), List.of()));
        Set<String> flags = Stream.of("evaluate", "fit", "decide", "check", "diagnose", "compare")
                .flatMap(command -> line.getSubcommands().get(command).getCommandSpec().options().stream())
                .filter(option -> option.arity().max() == 0)
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = Pattern.compile("^ +((?:--?[a-zA-Z][a-z-]*(?: \\| )?)+)\\) continue ;;$", Pattern.MULTILINE)
                .matcher(launcher)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(" \\| ")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).containsExactlyElementsOf(flags);
    }

    @Test
    void theRealThingBuildsAndRuns() throws Exception {
        Run version = finish(real("--version"));
        assertThat(version.err()).isEqualTo("building demur (once)…\n");
        assertThat(version.out()).startsWith("demur ").hasLineCount(1);
        assertThat(version.code()).isZero();
        // What demo runs on, and so what the first call downloads: no engine, no database, no server.
        try (Stream<Path> jars = Files.list(copy.resolve("cli/target/lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .isNotEmpty()
                    .noneMatch(name -> HEAVY.matcher(name).find());
        }
        for (String room : List.of("inputs", "onnx", "train", "tables", "serve", "spark")) {
            assertThat(copy.resolve(room + "/target")).doesNotExist();
        }
        Run usage = finish(real("--no-such-option"));
        assertThat(usage.code()).isEqualTo(2);
        assertThat(usage.out()).isEmpty();
    }

    private record Run(int code, String out, String err) {}

    private Run demur(Path directory, String... arguments) throws Exception {
        return finish(start(directory, copy.resolve("demur"), arguments));
    }

    /** With the fakes first on the PATH and as JAVA_HOME. */
    private Process start(Path directory, Path launcher, String... arguments) throws IOException {
        ProcessBuilder builder = builder(directory, launcher, arguments);
        builder.environment().put("JAVA_HOME", fakeJava.toString());
        builder.environment().merge("PATH", "", (path, none) -> fakeJava.resolve("bin") + ":" + path);
        return builder.start();
    }

    private Process real(String... arguments) throws IOException {
        ProcessBuilder builder = builder(folder, copy.resolve("demur"), arguments);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private ProcessBuilder builder(Path directory, Path launcher, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        // Through a file: a full pipe that nobody reads would stop the launcher.
        builder.redirectError(Redirect.to(folder.resolve("stderr").toFile()));
        List.of("DEMUR_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "MAVEN_OPTS")
                .forEach(builder.environment()::remove);
        return builder;
    }

    private Run finish(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), out, Files.readString(folder.resolve("stderr")));
    }

    private int buildCount() throws IOException {
        return Files.readAllLines(builds).size();
    }

    /** A java that prints its arguments from the main class on, and does as the command says. */
    private void writeFakes(String version) throws IOException {
        Files.createDirectories(fakeJava.resolve("bin"));
        Files.writeString(
                fakeJava.resolve("release"),
                "JAVA_RUNTIME_VERSION=\"%1$s+1\"\nJAVA_VERSION=\"%1$s\"\n".formatted(version));
        script(fakeJava.resolve("bin/javac"), "exit 0");
        script(fakeJava.resolve("bin/java"), """
            while [ $# -gt 0 ] && [ "$1" != io.demur.cli.Demur ]; do shift; done
            case ${2-} in
                wait) trap 'exit 143' TERM; echo $$; while :; do sleep 0.1; done ;;
                pwd) pwd ;;
                echo) cat; exit 3 ;;
                *) printf '[%s]\\n' "$@" ;;
            esac
            """);
        script(fakeJava.resolve("bin/mvn"), fakeBuild());
    }

    private String fakeBuild() {
        return "sleep 0.2; echo built >>'%s'; : >cli/target/demur-cli.jar".formatted(builds);
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
