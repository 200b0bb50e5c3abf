package io.demur.train.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.network.Architecture;
import io.demur.train.Objective;
import io.demur.train.OptimizerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a process holds outside the Java heap does not grow with the steps of a training.
 *
 * <p>The training runs in a process of its own whose heap is there from the beginning and whose compiler is the small one, so
 * that resident memory is that of the native libraries and little else. That a leak of {@value #LEAK} bytes in each step
 * would be seen is tested by such a leak.
 */
@Tag("slow")
class MemoryTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int LEAK = 256;

    /** Steps of a window; the first one warms up. */
    private static final int STEPS = 8_000;

    private static final int WINDOWS = 4;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"mlp, 0", "lstm, 0", "mlp, " + LEAK})
    void outsideTheHeapIsFlat(String network, int leak) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.exists(STATUS), "resident memory is read from Linux");
        List<Long> resident = residentBytes(network, leak);
        // A leak shows in every window; what else a process does, in some of them.
        double least = IntStream.range(1, WINDOWS)
                        .mapToLong(i -> resident.get(i) - resident.get(i - 1))
                        .min()
                        .orElseThrow()
                / (double) STEPS;
        if (leak == 0) {
            assertThat(least).as("bytes per step").isLessThan(LEAK / 2.0);
        } else {
            assertThat(least).as("bytes per step").isGreaterThan(LEAK / 2.0);
        }
    }

    private List<Long> residentBytes(String network, int leak) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        network,
                        Integer.toString(leak))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(child.waitFor()).as(Files.readString(out)).isZero();
        List<Long> resident = Files.readAllLines(out).stream()
                .filter(line -> line.startsWith("resident "))
                .map(line -> Long.valueOf(line.substring("resident ".length())))
                .toList();
        assertThat(resident).hasSize(WINDOWS);
        return resident;
    }

    /** Trains and prints resident bytes after each window. */
    static final class Child {
        private static final int BATCH = 16;
        private static final int ROWS = 10 * BATCH;

        private Child() {}

        public static void main(String[] args) {
            Architecture network = args[0].equals("mlp") ? Samples.mlp() : Samples.lstm();
            TrainingPlan plan = new TrainingPlan(
                    network,
                    new Objective.Mixup(0.5),
                    OptimizerSpec.of(new OptimizerSpec.Rule.Adam(.9, .999, 1e-8), .001),
                    Descent.CONSTANT);
            TrainingOptions options = new TrainingOptions(WINDOWS * STEPS * BATCH / ROWS, BATCH, 7, Processor.CPU, 1);
            Trainer.of(plan, options)
                    .train(
                            TrainingState.start(network, 11),
                            new TrainingData(Samples.of(network, ROWS, 1), Optional.empty()),
                            watching(Integer.parseInt(args[1])));
        }

        private static TrainingListener watching(int leak) {
            return new TrainingListener() {
                private Leaked leaked = new Leaked(ByteBuffer.allocateDirect(0), Optional.empty());

                @Override
                public void onStep(StepReport report) {
                    if (leak > 0) {
                        leaked = new Leaked(ByteBuffer.allocateDirect(leak), Optional.of(leaked));
                    }
                }

                @Override
                public void onEpoch(EpochReport report, Supplier<TrainingState> state) {
                    if (report.step() % STEPS == 0) {
                        System.gc();
                        System.out.println("resident " + residentBytes());
                    }
                }
            };
        }

        /** Memory outside the heap that is never given back. */
        private record Leaked(ByteBuffer memory, Optional<Leaked> before) {}

        private static long residentBytes() {
            try (Stream<String> lines = Files.lines(STATUS)) {
                String line = lines.filter(text -> text.startsWith("RssAnon:"))
                        .findFirst()
                        .orElseThrow();
                return 1024
                        * Long.parseLong(Arrays.stream(line.split("\\s+"))
                                .skip(1)
                                .findFirst()
                                .orElseThrow());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
