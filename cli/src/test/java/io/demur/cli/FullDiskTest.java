package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.demur.cli.Cli.Result;
import io.demur.io.npy.NpyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every writer of the commands on a disk without room: one line, exit code 2, and nothing left behind. */
class FullDiskTest {
    private static final int ROWS = 4_000;
    private static final int CLASSES = 3;

    @TempDir
    Path folder;

    private Path disk;
    private Path filler;
    private boolean mounted;

    @BeforeEach
    void mountASmallDisk() throws IOException, InterruptedException {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()) == 0;
        assumeTrue(mounted, "only root can mount a small disk to fill");
        SplittableRandom random = new SplittableRandom(5);
        double[] values = random.doubles((long) ROWS * CLASSES, -2, 2).toArray();
        long[] truth = new long[ROWS];
        for (int r = 0; r < ROWS; r++) {
            truth[r] = random.nextInt(CLASSES);
            values[r * CLASSES + (int) truth[r]] += 3;
        }
        NpyWriter.writeDoubles(folder.resolve("x.npy"), values, ROWS, CLASSES);
        NpyWriter.writeLongs(folder.resolve("y.npy"), truth, ROWS);
        NpyWriter.writeFloats(folder.resolve("pixels.npy"), values, 10, CLASSES, 20, 20);
        NpyWriter.writeLongs(folder.resolve("truth.npy"), truth, 10, 20, 20);
        assertThat(command("fit x.npy y.npy --max-risk 0.3 -o selector.json").code())
                .isZero();
        filler = disk.resolve("filler");
        fill();
    }

    private void fill() throws IOException {
        byte[] block = new byte[1024];
        try (OutputStream stream = Files.newOutputStream(filler)) {
            while (true) {
                stream.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            run("umount", disk.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /** Names of files are taken below the folder of the test, those that begin with {@code disk/} on the full disk. */
    private Result command(String line) {
        return Cli.run(Stream.of(line.split(" "))
                .map(word ->
                        word.matches(".*(\\.[a-z]+|disk/.*)") && !word.startsWith("0.") ? folder.resolve(word) : word)
                .toArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decide selector.json x.npy -o disk/decisions.csv",
                "decide selector.json x.npy --format json -o disk/decisions.jsonl",
                "decide selector.json x.npy --threads 2 -o disk/decisions.csv",
                "evaluate x.npy y.npy --score msp --json disk/out.json --quiet",
                "evaluate x.npy y.npy --score msp --csv disk/out.csv --quiet",
                "evaluate x.npy y.npy --score msp --html disk/page.html --quiet",
                "evaluate x.npy y.npy --score msp --figures disk/figures --quiet",
                "fit x.npy y.npy --max-risk 0.3 -o disk/selector.json --quiet",
                "fit x.npy y.npy --max-risk 0.3 --json disk/fit.json --quiet",
                "diagnose x.npy y.npy --json disk/diagnosis.json --quiet",
                "compare x.npy x.npy y.npy --json disk/comparison.json --quiet",
                "pixels pixels.npy truth.npy --images disk/images.csv --quiet",
                "pixels pixels.npy truth.npy --masks disk/masks --selector selector.json --quiet",
                "map pixels.npy truth.npy --image 3 -o disk/map.png --quiet",
                "demo --export disk/demo --quiet",
            })
    void isOneLine(String line) throws IOException {
        Result result = command(line);
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err().lines().toList())
                .filteredOn(message -> !message.contains("warning ["))
                .singleElement()
                .asString()
                .contains(disk.toString(), "No space left on device")
                .doesNotContain("Exception");
        try (Stream<Path> left = Files.walk(disk)) {
            assertThat(left.filter(Files::isRegularFile)).containsExactly(filler);
        }
    }

    /** More rows than a run of keys in memory, whose temporary file has no room. */
    @Test
    void exactOnDiskIsOneLineToo() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path errors = folder.resolve("stderr");
        Process process = new ProcessBuilder(List.of(
                        java.toString(),
                        "-Djava.io.tmpdir=" + disk,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.demur.cli.Demur",
                        "evaluate",
                        folder.resolve("x.npy").toString(),
                        folder.resolve("y.npy").toString(),
                        "--mode",
                        "exact-on-disk",
                        "--score",
                        "msp"))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String message = Files.readString(errors);
        assertThat(process.exitValue()).as(message).isEqualTo(2);
        assertThat(message)
                .contains(disk.toString(), "No space left on device", "-Djava.io.tmpdir")
                .doesNotContain("Exception");
    }
}
