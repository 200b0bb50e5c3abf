package io.demur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only shows in a process of its own: exit codes, streams, pipes, and a heap that is too small. */
class ProcessTest {
    @TempDir
    Path folder;

    private Path selector;

    @BeforeEach
    void fitASelector() throws IOException {
        Cli.demoFiles(folder);
        selector = folder.resolve("selector.json");
        assertThat(Cli.run(
                                "fit",
                                folder.resolve("alpha20.npz") + "#val",
                                folder.resolve("labels.npz") + "#val",
                                "--max-risk",
                                "0.03",
                                "-o",
                                selector)
                        .code())
                .isZero();
    }

    private ProcessBuilder demur(List<String> javaOptions, Object... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.demur.cli.Demur"));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return new ProcessBuilder(command)
                .redirectError(Redirect.to(folder.resolve("stderr").toFile()));
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("stderr"));
    }

    private static int finish(Process process) throws InterruptedException {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static byte[] csv(int rows) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < 77; k++) {
                text.append(k == 0 ? "" : ",").append(k == i % 77 ? 9 + i % 5 : (k * 7 + i) % 10 / 10.0);
            }
            text.append('\n');
        }
        return text.toString().getBytes(UTF_8);
    }

    @Test
    void standardInputIsDecidedAsItComes() throws Exception {
        Process process = demur(List.of(), "decide", selector, "-").start();
        process.getOutputStream().write(csv(5));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(finish(process)).isZero();
        assertThat(out.lines()).hasSize(6).element(1).asString().startsWith("0,1,0,,0.9");
        assertThat(err()).startsWith("accepted 5 of 5 rows").hasLineCount(1);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void beingStoppedLeavesNoHalfOfAFile() throws Exception {
        Path results = Files.createDirectory(folder.resolve("results"));
        Process process = demur(
                        List.of(),
                        "decide",
                        selector,
                        "-",
                        "-o",
                        results.resolve("out.csv").toString())
                .start();
        process.getOutputStream().write(csv(20_000));
        process.getOutputStream().flush();
        while (process.isAlive() && files(results) == 0) {
            Thread.sleep(20);
        }
        process.destroy();
        assertThat(finish(process)).isEqualTo(128 + 15);
        try (Stream<Path> left = Files.list(results)) {
            assertThat(left).isEmpty();
        }
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void anEmptyStandardInputIsBadInput() throws Exception {
        Process process = demur(List.of(), "decide", selector, "-").start();
        process.getOutputStream().close();
        assertThat(finish(process)).isEqualTo(2);
        assertThat(err()).contains("standard input", "is empty").hasLineCount(1);
    }

    @Test
    void aReaderThatHasEnoughEndsItQuietly() throws Exception {
        Process process = demur(List.of(), "decide", selector, "-").start();
        process.getInputStream().close();
        try (var in = process.getOutputStream()) {
            in.write(csv(20_000));
        } catch (IOException e) {
            // the command has gone already, which is the point
        }
        assertThat(finish(process)).isZero();
        assertThat(err()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskBehindStandardOutputIsAnError() throws Exception {
        Process process = demur(List.of(), "decide", selector, folder.resolve("alpha20.npz") + "#test")
                .redirectOutput(Redirect.to(Path.of("/dev/full").toFile()))
                .start();
        assertThat(finish(process)).isEqualTo(2);
        assertThat(err()).contains("standard output").hasLineCount(1);
    }

    /** An array that takes no room on the disk. */
    private Path zeros(String name, String type, String shape, long bytes) throws IOException {
        Path file = folder.resolve(name);
        Cli.npy(file, "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(Files.size(file) + bytes);
        }
        return file;
    }

    @ParameterizedTest(name = "logits {0}, labels {1}, more options: {2}")
    @CsvSource({"'2000000, 3', '2000000,', --seed=1", "'40, 3, 250, 200', '40, 250, 200', --html=page.html"})
    void rowsThatDoNotFitAreCountedInFixedMemory(String logits, String labels, String option) throws Exception {
        Process process = demur(
                        List.of("-Xmx96m"),
                        "evaluate",
                        zeros("z.npy", "<f4", logits, 24_000_000),
                        zeros("y.npy", "|u1", labels, 2_000_000),
                        option.replace("page", folder.resolve("page").toString()))
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).contains("n = 2,000,000");
        assertThat(finish(process)).as(err()).isZero();
        assertThat(err()).contains("auto chose it because the scores of every row might not fit into memory");
    }

    @Test
    void tooSmallAHeapIsOneLineWithAdvice() throws Exception {
        Path big = zeros("big.npy", "<f4", "2000000, 3", 24_000_000);
        Path labels = zeros("y.npy", "|u1", "2000000,", 2_000_000);
        Process process = demur(List.of("-Xmx48m"), "evaluate", big, labels, "--mode", "exact")
                .start();
        assertThat(finish(process)).isEqualTo(1);
        assertThat(err())
                .contains("out of memory", "--mode bounded", "DEMUR_JAVA_OPTS")
                .hasLineCount(1);
        Process bounded = demur(List.of("-Xmx96m"), "evaluate", big, labels, "--mode", "bounded", "--score", "msp")
                .start();
        assertThat(new String(bounded.getInputStream().readAllBytes(), UTF_8)).contains("n = 2,000,000");
        assertThat(finish(bounded)).isZero();
    }
}
