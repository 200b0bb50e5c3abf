package io.demur.train.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Ctrl-C in a process of its own: the state is kept, the exit code is 130, and the run goes on to the same bits. */
@Tag("slow")
class InterruptTest {
    private static final int INTERRUPTED = 130;
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    /** The command {@code train} as a program. */
    public static final class Main {
        private Main() {}

        /** Runs the command. */
        public static void main(String[] args) {
            System.exit(new CommandLine(new TrainCommand()).execute(args));
        }
    }

    private Process start(Path run, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "synthetic-b1",
                "--threads=1",
                "--set=epochs=120",
                "-o",
                run.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Whether this process ignores SIGINT. */
    private static boolean isDeaf() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    private static void awaitEpochs(Path log, int epochs, Process process) throws IOException, InterruptedException {
        while (process.isAlive()
                && !(Files.exists(log) && Files.readAllLines(log).size() > epochs)) {
            Thread.sleep(20);
        }
    }

    @Test
    void controlCKeepsTheStateAndEndsWith130() throws IOException, InterruptedException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "there are no such signals");
        assumeFalse(isDeaf(), "a build in the background of a shell ignores Ctrl-C, and so does what it starts");
        Path whole = folder.resolve("whole");
        assertThat(end(start(whole))).isZero();
        Path stopped = folder.resolve("stopped");
        Process process = start(stopped);
        awaitEpochs(stopped.resolve("log.csv"), 2, process);
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(end(process)).isEqualTo(INTERRUPTED);
        assertThat(Files.readString(folder.resolve("out.txt")))
                .contains("--resume goes on")
                .doesNotContain("\tat ");
        assertThat(stopped.resolve("result.json")).doesNotExist();
        assertThat(end(start(stopped, "--resume"))).isZero();
        for (String file : List.of("logits/test.npy", "logits/tune.npy", "weights.safetensors")) {
            assertThat(stopped.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
    }
}
