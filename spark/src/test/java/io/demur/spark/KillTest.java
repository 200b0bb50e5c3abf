package io.demur.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that dies in the middle of a job changes no digit. */
@Tag("slow")
class KillTest {
    @TempDir
    Path folder;

    @Test
    void theJobFinishesWithTheSameNumbers() throws IOException, InterruptedException {
        Path home = sparkHome();
        String calm = run(home, KillRun.CALM);
        String killed = run(home, KillRun.KILL);
        assertThat(calm).contains("executors lost: 0").contains("\"dataDigest\"");
        assertThat(killed).contains("executors lost: 1");
        assertThat(numbers(killed)).isEqualTo(numbers(calm));
    }

    private static String numbers(String output) {
        return output.substring(output.indexOf('{'), output.lastIndexOf('}'));
    }

    /** What an executor needs of a Spark on disk: its jars, here those of the class path. */
    private Path sparkHome() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("spark/jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry).toAbsolutePath();
            if (entry.endsWith(".jar") && Files.exists(jar)) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
        return jars.getParent();
    }

    private String run(Path home, String what) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        List<String> opens = java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-D"))
                .filter(argument -> !argument.startsWith("-Dsurefire") && !argument.startsWith("-Dbasedir"))
                .toList();
        command.addAll(opens);
        String folders = String.join(
                File.pathSeparator,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(entry -> !entry.endsWith(".jar"))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                KillRun.class.getName(),
                what,
                folder.resolve(what).toString(),
                folders));
        Path output = folder.resolve(what + ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve(what + ".err").toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        Process process = builder.start();
        boolean ended = process.waitFor(400, TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(ended && process.exitValue() == 0)
                .as(Files.readString(folder.resolve(what + ".err")))
                .isTrue();
        return Files.readString(output);
    }
}
