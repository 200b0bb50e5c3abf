package io.demur.io.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.metric.CurveMetric;
import io.demur.score.PlainScore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logits of pixels in several files are those of one file. */
class ShardsTest {
    private static final int CLASSES = 3;
    private static final int HEIGHT = 40;
    private static final int WIDTH = 37;
    private static final int PIXELS = HEIGHT * WIDTH;
    private static final int IMAGES = 7;

    @TempDir
    Path folder;

    /** Images 0 to 6 in one file, and as 3, 1 and 3 in three. */
    @BeforeEach
    void write() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        float[] logits = new float[IMAGES * CLASSES * PIXELS];
        byte[] labels = new byte[IMAGES * PIXELS];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) random.nextDouble(-3, 3);
        }
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (random.nextInt(10) == 0 ? 255 : random.nextInt(CLASSES));
        }
        Files.createDirectories(folder.resolve("logits"));
        Files.createDirectories(folder.resolve("labels"));
        write("whole", logits, labels, 0, IMAGES);
        write("test-00000", logits, labels, 0, 3);
        write("test-00001", logits, labels, 3, 4);
        write("test-00002", logits, labels, 4, IMAGES);
    }

    private void write(String name, float[] logits, byte[] labels, int from, int to) {
        int width = CLASSES * PIXELS;
        NpyWriter.writeFloats(
                logits(name), Arrays.copyOfRange(logits, from * width, to * width), to - from, CLASSES, HEIGHT, WIDTH);
        NpyWriter.writeBytes(
                labels(name), Arrays.copyOfRange(labels, from * PIXELS, to * PIXELS), to - from, HEIGHT, WIDTH);
    }

    private Path logits(String name) {
        return folder.resolve("logits").resolve(name + ".npy");
    }

    private Path labels(String name) {
        return folder.resolve("labels").resolve(name + ".npy");
    }

    private Evaluation evaluated(String name, int threads) {
        try (Logits source = Npy.readLogits(logits(name))) {
            Labels truth = Npy.readLabels(labels(name), CLASSES, 255);
            return Evaluator.evaluate(
                    source, truth, EvaluationPlan.of(List.of(PlainScore.MSP)).withThreads(threads));
        }
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 5})
    void severalFilesAreOneArray(int threads) {
        Evaluation whole = evaluated("whole", 1);
        Evaluation shards = evaluated("test", threads);
        assertThat(shards.samples())
                .isEqualTo(whole.samples())
                .isBetween(8L * IMAGES * PIXELS / 10, (long) IMAGES * PIXELS - 1);
        assertThat(shards.error().value().get()).isEqualTo(whole.error().value().get());
        for (CurveMetric metric : List.of(CurveMetric.AURC, CurveMetric.AUGRC)) {
            assertThat(shards.score(PlainScore.MSP).metric(metric).value().get())
                    .isEqualTo(
                            whole.score(PlainScore.MSP).metric(metric).value().get());
        }
    }

    @Test
    @DisplayName(
            "a tile that cannot be filled says where in the whole array it lies: the earliest failure is the one told")
    void aDamagedShardFailsAtItsPlace() throws IOException {
        LogitTile tile = new LogitTile(CLASSES);
        try (Logits source = Npy.readLogits(logits("test"))) {
            for (String shard : List.of("test-00000", "test-00001")) {
                try (FileChannel file = FileChannel.open(logits(shard), StandardOpenOption.WRITE)) {
                    file.truncate(200);
                }
            }
            Logits.Pass pass = source.pass();
            for (long row = 0; row < 3L * PIXELS; row += tile.capacity()) {
                assertThatThrownBy(() -> pass.next(tile)).isInstanceOf(InputException.class);
                assertThat(tile.firstRow()).isEqualTo(row);
            }
            assertThatThrownBy(() -> pass.next(tile)).hasMessageContaining("test-00001");
            assertThat(tile.firstRow()).isEqualTo(3L * PIXELS);
        }
    }

    @Test
    void labelsAreReadAcrossFiles() {
        Labels whole = Npy.readLabels(labels("whole"), CLASSES, 255);
        Labels shards = Npy.readLabels(labels("test"), CLASSES, 255);
        int[] expected = new int[4 * PIXELS];
        int[] found = new int[4 * PIXELS];
        whole.read(2L * PIXELS + 5, expected.length, expected);
        shards.read(2L * PIXELS + 5, found.length, found);
        assertThat(found).isEqualTo(expected);
        assertThatThrownBy(() -> shards.read(6L * PIXELS, 2 * PIXELS, found))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has " + IMAGES * PIXELS + " labels");
    }

    /** Each image a file. */
    private static void writeImages(Path target, int images, float value, int finished) {
        float[] image = new float[CLASSES * PIXELS];
        Arrays.fill(image, value);
        List<Long> shape = List.of((long) CLASSES, (long) HEIGHT, (long) WIDTH);
        try (ShardWriter writer = ShardWriter.of(target, images, shape, image.length)) {
            for (int i = 0; i < finished; i++) {
                writer.add(image);
            }
            if (finished == images) {
                writer.finish();
            }
        }
    }

    @Test
    void newShardsTakeThePlaceOfAllOldOnesOrOfNone() throws IOException {
        Path target = folder.resolve("out.npy");
        writeImages(target, 3, 1, 3);
        writeImages(target, 2, 2, 1);
        assertThat(names()).containsExactly("out-00000.npy", "out-00001.npy", "out-00002.npy");
        Files.writeString(target, "an older file of the same name, which would hide them");
        writeImages(target, 2, 2, 2);
        assertThat(names()).containsExactly("out-00000.npy", "out-00001.npy");
        try (Logits read = Npy.readLogits(target)) {
            LogitTile tile = new LogitTile(CLASSES);
            read.pass().next(tile);
            assertThat(tile.value(0, 0)).isEqualTo(2);
            assertThat(read.rows()).hasValue(2L * PIXELS);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("out"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void namesTheMissingFile() throws IOException {
        Files.delete(logits("test-00001"));
        assertThatThrownBy(() -> Npy.readLogits(logits("test")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("test-00001.npy: is missing, though there is test-00002.npy");
    }

    @Test
    void refusesFilesOfDifferentModels() {
        NpyWriter.writeFloats(logits("test-00001"), new float[2 * PIXELS], 1, 2, HEIGHT, WIDTH);
        assertThatThrownBy(() -> Npy.readLogits(logits("test")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("test-00001.npy: has 2 classes in float32");
    }
}
