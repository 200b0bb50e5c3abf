package io.demur.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.demur.logits.InputException;
import io.demur.train.engine.StepReport;
import io.demur.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is full while a checkpoint is written, in a process that the system lets write files of a few kilobytes
 * only: its log fits, a checkpoint does not.
 */
@Tag("slow")
class FullDiskTest {
    private static final int REFUSED = 2;
    /** In units of 512 or 1024 bytes, as the shell has it. */
    private static final int MOST = 16;

    @TempDir
    private Path folder;

    private static Recipe recipe() {
        return RunTest.tiny("network=[dense: 512, relu, logits]");
    }

    /** Goes on with the run in a folder, and says in one line what went wrong. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            try {
                RunTest.run(recipe(), Path.of(args[0]), RunOptions.Start.RESUME, RunListener.NONE);
            } catch (InputException e) {
                System.out.println(e.getMessage());
                System.exit(REFUSED);
            }
        }
    }

    private static RunListener stoppingAfterOneStep() {
        return new RunListener() {
            private boolean reached;

            @Override
            public void onStep(StepReport report) {
                reached = true;
            }

            @Override
            public boolean stopRequested() {
                return reached;
            }
        };
    }

    @Test
    void leavesTheCheckpointBeforeAndTheRunGoesOnFromIt() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "limits are set by a shell");
        Path run = folder.resolve("run");
        RunTest.run(recipe(), run, RunOptions.Start.FRESH, stoppingAfterOneStep());
        Path checkpoint = run.resolve("checkpoint.safetensors");
        byte[] before = Files.readAllBytes(checkpoint);
        assertThat(before).hasSizeGreaterThan(MOST * 1024);

        Path out = folder.resolve("out.txt");
        Process child = new ProcessBuilder(List.of(
                        "/bin/sh",
                        "-c",
                        "ulimit -f " + MOST + " && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        run.toString()))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(child.waitFor()).as(Files.readString(out)).isEqualTo(REFUSED);
        assertThat(Files.readString(out))
                .contains(checkpoint.getFileName().toString())
                .doesNotContain("\tat ");
        assertThat(Files.readAllBytes(checkpoint)).isEqualTo(before);
        try (Stream<Path> files = Files.list(run)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(".lock", "recipe.yaml", "run.json", "log.csv", "checkpoint.safetensors");
        }

        RunTest.run(recipe(), run, RunOptions.Start.RESUME, RunListener.NONE);
        Path whole = folder.resolve("whole");
        RunTest.run(recipe(), whole, RunOptions.Start.FRESH, RunListener.NONE);
        assertThat(RunFolder.logits(run, "test")).hasSameBinaryContentAs(RunFolder.logits(whole, "test"));
    }
}
