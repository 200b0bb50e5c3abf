package io.demur.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import io.demur.network.Safetensors;
import io.demur.train.engine.EpochReport;
import io.demur.train.engine.StepReport;
import io.demur.train.recipe.Recipe;
import io.demur.train.recipe.RecipeDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on a tiny made-up task, with the engine. */
class RunTest {
    static Recipe tiny(String... settings) {
        RecipeDraft draft = RecipeDraft.bundled("synthetic-b1")
                .with("data.classes=4")
                .with("data.features=6")
                .with("data.train=200")
                .with("data.tune=150")
                .with("data.test=300")
                .with("network=[dense: 16, relu, dropout: 0.2, logits]")
                .with("epochs=3")
                .with("batch=32")
                .with("loss.alpha=0.2");
        for (String setting : settings) {
            draft = draft.with(setting);
        }
        return draft.recipe();
    }

    private static DataLibrary nothing() {
        return DataLibrary.in(Optional.empty());
    }

    static RunStatus run(Recipe recipe, Path folder, RunOptions.Start start, RunListener listener) {
        return Run.execute(recipe, nothing(), folder, RunOptions.of(start), listener);
    }

    private static byte[] logits(Path folder) throws IOException {
        return Files.readAllBytes(RunFolder.logits(folder, "test"));
    }

    @Test
    void twiceTheSameSeedIsTheSameBitsAndAnotherSeedIsNot(@TempDir Path folder) throws IOException {
        for (String seed : List.of("1", "2")) {
            run(tiny("seed=" + seed), folder.resolve(seed), RunOptions.Start.FRESH, RunListener.NONE);
        }
        run(tiny("seed=1"), folder.resolve("again"), RunOptions.Start.FRESH, RunListener.NONE);
        assertThat(logits(folder.resolve("again"))).isEqualTo(logits(folder.resolve("1")));
        assertThat(logits(folder.resolve("2"))).isNotEqualTo(logits(folder.resolve("1")));
        assertThat(Files.readAllBytes(folder.resolve("again/model.onnx")))
                .isEqualTo(Files.readAllBytes(folder.resolve("1/model.onnx")));
    }

    @ParameterizedTest(name = "stopped after step {0}")
    @ValueSource(longs = {1, 6, 7, 9, 20})
    void aStoppedRunGoesOnToTheSameBits(long last, @TempDir Path folder) throws IOException {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        run(tiny(), whole, RunOptions.Start.FRESH, RunListener.NONE);
        assertThat(run(tiny(), parts, RunOptions.Start.FRESH, new StopAfter(last)))
                .isEqualTo(RunStatus.STOPPED);
        assertThat(RunFolder.status(parts)).isEqualTo(RunStatus.STOPPED);
        assertThat(run(tiny(), parts, RunOptions.Start.RESUME, RunListener.NONE))
                .isEqualTo(RunStatus.FINISHED);
        assertThat(logits(parts)).isEqualTo(logits(whole));
        assertThat(withoutSeconds(parts)).isEqualTo(withoutSeconds(whole));
        assertThat(parts.resolve("checkpoint.safetensors")).doesNotExist();
    }

    /** The last two columns tell times. */
    private static List<String> withoutSeconds(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("log.csv")).stream()
                .map(line -> line.replaceFirst("(,[^,]*){2}$", ""))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"loss.alpha=0.2, 0.15, -0.05", "loss.alpha=-0.4, -0.3, 0.1", "loss.alpha=0, 0, 0"})
    void theLogHasTheSuppressionOfEveryEpoch(String loss, double right, double wrong, @TempDir Path folder)
            throws IOException {
        run(tiny(loss), folder, RunOptions.Start.FRESH, RunListener.NONE);
        List<String> lines = Files.readAllLines(folder.resolve("log.csv"));
        List<String> head = List.of(lines.get(0).split(","));
        assertThat(lines).hasSize(4);
        for (String line : lines.subList(1, 4)) {
            String[] cells = line.split(",", -1);
            // alpha (1 - 1/4) on right rows, -alpha/4 on wrong ones: smoothing pushes the logit of right rows down.
            assertThat(Double.parseDouble(cells[head.indexOf("suppression_right")]))
                    .isCloseTo(right, within(1e-9));
            assertThat(Double.parseDouble(cells[head.indexOf("suppression_wrong")]))
                    .isCloseTo(wrong, within(1e-9));
        }
    }

    @Test
    void theRecordNamesTheVersionsOfWhatComputed(@TempDir Path folder) {
        run(tiny("epochs=1"), folder, RunOptions.Start.FRESH, RunListener.NONE);
        JsonNode versions = Json.read(folder.resolve("run.json")).path("versions");
        assertThat(versions.fieldNames())
                .toIterable()
                .containsExactly("demur", "djl", "pytorch", "onnxruntime", "tribuo", "java");
        assertThat(versions).allSatisfy(version -> assertThat(version.asText()).matches("\\d+(\\.\\d+)+.*"));
    }

    @Test
    void checkpointsWithinEpochsChangeNoBit(@TempDir Path folder) throws IOException {
        run(tiny(), folder.resolve("whole"), RunOptions.Start.FRESH, RunListener.NONE);
        RunOptions often = new RunOptions(
                RunOptions.Start.FRESH, io.demur.train.engine.Processor.CPU, OptionalInt.empty(), Duration.ofNanos(1));
        Run.execute(tiny(), nothing(), folder.resolve("often"), often, RunListener.NONE);
        assertThat(logits(folder.resolve("often"))).isEqualTo(logits(folder.resolve("whole")));
    }

    @Test
    void theTimeOfAnEpochIsThatOfAllItsPieces(@TempDir Path folder) throws IOException {
        RunOptions often = new RunOptions(
                RunOptions.Start.FRESH, io.demur.train.engine.Processor.CPU, OptionalInt.empty(), Duration.ofNanos(1));
        RunListener slow = new RunListener() {
            @Override
            public void onStep(StepReport report) {
                LockSupport.parkNanos(20_000_000);
            }
        };
        Run.execute(tiny(), nothing(), folder.resolve("run"), often, slow);
        // Seven steps of at least .02 seconds, of which each is a piece of its own.
        assertThat(Files.readAllLines(folder.resolve("run/log.csv")).stream().skip(1))
                .hasSize(3)
                .allMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)) >= 0.14);
    }

    @Test
    void aFinishedRunIsTouchedOnlyByForce(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("run");
        run(tiny(), path, RunOptions.Start.FRESH, RunListener.NONE);
        byte[] before = logits(path);
        assertThatThrownBy(() -> run(tiny(), path, RunOptions.Start.FRESH, RunListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessage(path + ": holds a finished run; replace it with --force, or choose another folder with -o");
        assertThat(run(tiny(), path, RunOptions.Start.RESUME, RunListener.NONE)).isEqualTo(RunStatus.FINISHED);
        assertThatThrownBy(() -> run(tiny("loss.alpha=0.3"), path, RunOptions.Start.RESUME, RunListener.NONE))
                .hasMessageContaining("is another recipe");
        assertThat(logits(path)).isEqualTo(before);
        run(tiny("loss.alpha=0.3"), path, RunOptions.Start.ANEW, RunListener.NONE);
        assertThat(logits(path)).isNotEqualTo(before);
        assertThat(Files.readString(path.resolve("log.csv")).lines()).hasSize(4);
    }

    /** Arrays in several files are read by what is there: those of the run before would mix with the new ones. */
    @Test
    void aRunThatBeginsAnewLeavesNoShardOfTheOneBefore(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("run");
        run(tiny(), path, RunOptions.Start.FRESH, RunListener.NONE);
        Path shard = Files.writeString(path.resolve("logits/test-00003.npy"), "old");
        Path labels = Files.writeString(path.resolve("labels/tune-00000.npy"), "old");
        Path own = Files.writeString(path.resolve("logits/notes-00003.npy"), "the user's");
        run(tiny("loss.alpha=0.3"), path, RunOptions.Start.ANEW, RunListener.NONE);
        assertThat(shard).doesNotExist();
        assertThat(labels).doesNotExist();
        assertThat(own).exists();
    }

    @Test
    void aDamagedOrForeignCheckpointIsOneClearLine(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("run");
        run(tiny(), path, RunOptions.Start.FRESH, new StopAfter(9));
        assertThatThrownBy(() -> run(tiny(), path, RunOptions.Start.FRESH, RunListener.NONE))
                .hasMessageContaining("has not ended; go on with --resume");
        assertThatThrownBy(() -> run(tiny("epochs=4"), path, RunOptions.Start.RESUME, RunListener.NONE))
                .hasMessageContaining("is another recipe");
        Path checkpoint = path.resolve("checkpoint.safetensors");
        byte[] bytes = Files.readAllBytes(checkpoint);
        for (int length : new int[] {0, 4, 100, bytes.length - 1}) {
            Files.write(checkpoint, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> run(tiny(), path, RunOptions.Start.RESUME, RunListener.NONE))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith(checkpoint.toString())
                    .message()
                    .doesNotContain("\n");
        }
        Path other = folder.resolve("other");
        run(tiny("epochs=4"), other, RunOptions.Start.FRESH, new StopAfter(9));
        Files.copy(
                other.resolve("checkpoint.safetensors"), checkpoint, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> run(tiny(), path, RunOptions.Start.RESUME, RunListener.NONE))
                .hasMessageContaining("belongs to another recipe");
    }

    @Test
    void theOldCheckpointSurvivesAFailedOne(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("run");
        run(tiny(), path, RunOptions.Start.FRESH, new StopAfter(9));
        byte[] before = Files.readAllBytes(path.resolve("checkpoint.safetensors"));
        // From the first step on the log cannot be written, as if the disk were full.
        RunListener obstacle = new RunListener() {
            @Override
            public void onStep(StepReport report) {
                path.resolve("log.csv").toFile().delete();
                path.resolve("log.csv").toFile().mkdir();
            }
        };
        assertThatThrownBy(() -> run(tiny(), path, RunOptions.Start.RESUME, obstacle))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("log.csv");
        assertThat(RunFolder.status(path)).isEqualTo(RunStatus.STOPPED);
        assertThat(Files.readAllBytes(path.resolve("checkpoint.safetensors"))).isEqualTo(before);
    }

    @Test
    void oneFolderHasOneProcess(@TempDir Path folder) {
        try (RunFolder held = RunFolder.take(folder.resolve("run"))) {
            assertThatThrownBy(() -> run(tiny(), held.path(), RunOptions.Start.FRESH, RunListener.NONE))
                    .hasMessageContaining("another training holds this folder");
        }
        assertThat(run(tiny(), folder.resolve("run"), RunOptions.Start.FRESH, RunListener.NONE))
                .isEqualTo(RunStatus.FINISHED);
    }

    @Test
    void aFolderOfOtherThingsIsLeftAlone(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "x");
        assertThatThrownBy(() -> run(tiny(), folder, RunOptions.Start.FRESH, RunListener.NONE))
                .hasMessageContaining("holds files, but no run");
    }

    @Test
    void divergenceIsOneLineAndRemembered(@TempDir Path folder) {
        Path path = folder.resolve("run");
        assertThatThrownBy(() ->
                        run(tiny("optimizer={kind: sgd, lr: 1e30}"), path, RunOptions.Start.FRESH, RunListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageMatching("epoch 1, step 2: the (loss|gradient) is not finite; lower the learning rate.*");
        assertThat(RunFolder.status(path)).isEqualTo(RunStatus.DIVERGED);
        Safetensors kept = Safetensors.read(path.resolve("checkpoint.safetensors"));
        assertThat(kept.metadata()).containsEntry("step", "1");
        kept.weights().tensors().forEach((name, tensor) -> {
            for (float value : tensor.values()) {
                assertThat(value).as(name).isFinite();
            }
        });
    }

    /** The loss of a step tells nothing of what the step does to the weights; here each is the last of its epoch. */
    @ParameterizedTest(name = "{0} epochs")
    @ValueSource(ints = {1, 3})
    void weightsThatTheLastStepMakesInfiniteAreNeverKept(int epochs, @TempDir Path folder) {
        Path path = folder.resolve("run");
        Recipe recipe = tiny("optimizer={kind: sgd, lr: 1e39}", "batch=200", "epochs=" + epochs);
        assertThatThrownBy(() -> run(recipe, path, RunOptions.Start.FRESH, RunListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessage("epoch 1, step 1: the step makes weights infinite; lower the learning rate, or clip the "
                        + "gradient");
        assertThat(RunFolder.status(path)).isEqualTo(RunStatus.DIVERGED);
        assertThat(path.resolve("checkpoint.safetensors")).doesNotExist();
        assertThat(path.resolve("model.onnx")).doesNotExist();
    }

    @Test
    void weightsAreLookedAtWhereARunIsStoppedToo(@TempDir Path folder) {
        Path path = folder.resolve("run");
        Recipe recipe = tiny("optimizer={kind: sgd, lr: 1e39}");
        assertThatThrownBy(() -> run(recipe, path, RunOptions.Start.FRESH, new StopAfter(1)))
                .hasMessageStartingWith("epoch 1, step 1: the step makes weights infinite");
        assertThat(path.resolve("checkpoint.safetensors")).doesNotExist();
    }

    @Test
    void aRunCanTeachAnother(@TempDir Path folder) throws IOException {
        Path teacher = folder.resolve("teacher");
        run(tiny(), teacher, RunOptions.Start.FRESH, RunListener.NONE);
        String loss = "loss={kind: distillation, weight: 0.5, teacher: \"" + teacher + "\"}";
        assertThat(run(tiny(loss), folder.resolve("pupil"), RunOptions.Start.FRESH, RunListener.NONE))
                .isEqualTo(RunStatus.FINISHED);
        assertThat(logits(folder.resolve("pupil"))).isNotEqualTo(logits(teacher));
        assertThatThrownBy(() -> run(
                        tiny(loss.replace("teacher\"", "nobody\"")),
                        folder.resolve("none"),
                        RunOptions.Start.FRESH,
                        RunListener.NONE))
                .hasMessageContaining("holds no finished run");
    }

    @Test
    void missingDataNamesTheFilesAndTheirOrigin(@TempDir Path folder) {
        Recipe recipe = RecipeDraft.bundled("banking77").recipe();
        assertThatThrownBy(() -> run(recipe, folder.resolve("a"), RunOptions.Start.FRESH, RunListener.NONE))
                .hasMessageStartingWith("data folder: none is named; recipe banking77 reads banking77/train.csv and "
                        + "banking77/test.csv in the folder of --data or DEMUR_DATA; they come from https://");
        assertThatThrownBy(() -> Run.execute(
                        recipe,
                        DataLibrary.in(Optional.of(folder)),
                        folder.resolve("b"),
                        RunOptions.of(RunOptions.Start.FRESH),
                        RunListener.NONE))
                .hasMessageStartingWith(folder.resolve("banking77/train.csv") + ": is not there");
    }

    @Test
    @Tag("slow")
    void aKilledRunGoesOnToTheSameBits(@TempDir Path folder) throws IOException, InterruptedException {
        Path killed = folder.resolve("killed");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        killed.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start();
        Path log = killed.resolve("log.csv");
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (child.isAlive() && (!Files.exists(log) || Files.readAllLines(log).size() < 4)) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(5);
        }
        assertThat(child.isAlive()).as("the child was fast").isTrue();
        child.destroyForcibly().waitFor();
        assertThat(RunFolder.status(killed)).isEqualTo(RunStatus.RUNNING);
        run(Child.recipe(), killed, RunOptions.Start.RESUME, RunListener.NONE);
        run(Child.recipe(), folder.resolve("whole"), RunOptions.Start.FRESH, RunListener.NONE);
        assertThat(logits(killed)).isEqualTo(logits(folder.resolve("whole")));
    }

    /** A run in a process of its own, to be killed. */
    static final class Child {
        static Recipe recipe() {
            return tiny("epochs=60", "data.train=4000");
        }

        public static void main(String[] args) {
            run(recipe(), Path.of(args[0]), RunOptions.Start.FRESH, new RunListener() {
                @Override
                public void onEpoch(EpochReport report) {
                    try {
                        Thread.sleep(100);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            });
        }
    }

    /** Asks to stop after a step. */
    private static final class StopAfter implements RunListener {
        private final long last;
        private boolean reached;

        StopAfter(long last) {
            this.last = last;
        }

        @Override
        public void onStep(StepReport report) {
            reached |= report.step() >= last;
        }

        @Override
        public boolean stopRequested() {
            return reached;
        }
    }
}
