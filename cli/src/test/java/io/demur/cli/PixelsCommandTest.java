package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.cli.Cli.Result;
import io.demur.io.json.Json;
import io.demur.io.npy.NpyWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Five images of 6 x 8 pixels and four classes, in three shards. */
class PixelsCommandTest {
    private static final int CLASSES = 4;
    private static final int HEIGHT = 6;
    private static final int WIDTH = 8;
    private static final int PLANE = HEIGHT * WIDTH;

    @TempDir
    Path folder;

    private Path logits;
    private Path labels;

    @BeforeEach
    void write() {
        logits = folder.resolve("test.npy");
        labels = folder.resolve("labels.npy");
        SplittableRandom random = new SplittableRandom(8);
        long[] truth = new long[5 * PLANE];
        int image = 0;
        for (int shard = 0; shard < 3; shard++) {
            int images = shard < 2 ? 2 : 1;
            double[] values =
                    random.doubles((long) images * CLASSES * PLANE, -1, 1).toArray();
            for (int i = 0; i < images; i++, image++) {
                for (int p = 0; p < PLANE; p++) {
                    int k = random.nextInt(CLASSES);
                    truth[image * PLANE + p] = p == 0 ? 255 : k;
                    values[(i * CLASSES + k) * PLANE + p] += image;
                }
            }
            NpyWriter.writeFloats(folder.resolve("test-0000" + shard + ".npy"), values, images, CLASSES, HEIGHT, WIDTH);
        }
        NpyWriter.writeLongs(labels, truth, 5, HEIGHT, WIDTH);
    }

    private Result run(Object... words) {
        Result result = Cli.run(words);
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    @Test
    void judgesEveryImage() throws IOException {
        Path csv = folder.resolve("images.csv");
        Result result = run("pixels", "A=" + logits, labels, "--ignore-label", 255, "--images", csv);
        assertThat(result.out())
                .contains("A: 5 images of 8 x 6, 235 labelled pixels")
                .contains("class 3")
                .containsPattern("class +labelled +IoU +predicted +wrong +aurc\\[mean] +coverage at 5 % risk\\n"
                        + "class 0 +\\d+ +[\\d.]+ % +\\d+ +[\\d.]+ % +[\\d.]+ % +[\\d.]+ %\\n");
        assertThat(Files.readAllLines(csv)).hasSize(6);
        assertThat(Files.readAllLines(csv).get(1)).startsWith("A,0,47,1,0,0.");
        assertThat(Files.readAllLines(csv).get(5)).startsWith("A,4,47,1,0,1.0,1.0,0.0,");
        // The surer the image, the fewer its errors, so the surest fifth has none.
        assertThat(result.out()).contains("by image, mean: aurc[mean] ");
        assertThat(run("pixels", "A=" + logits, labels, "--ignore-label", 255, "--threads", 1)
                        .out())
                .isEqualTo(result.out());
    }

    /** The first pixel of every image has no label; what a model says there does not matter. */
    private Path damaged(int pixel) {
        Path file = folder.resolve("damaged.npy");
        double[] values =
                new SplittableRandom(9).doubles(5L * CLASSES * PLANE, -1, 1).toArray();
        values[2 * CLASSES * PLANE + pixel] = Double.NaN;
        NpyWriter.writeFloats(file, values, 5, CLASSES, HEIGHT, WIDTH);
        return file;
    }

    @Test
    void pixelsWithoutALabelMayHoldAnything() throws IOException {
        Path csv = folder.resolve("images.csv");
        Result result = run("pixels", "A=" + damaged(0), labels, "--ignore-label", 255, "--images", csv);
        assertThat(result.err()).doesNotContain("skipped-rows");
        assertThat(Files.readAllLines(csv)).hasSize(6).element(3).asString().startsWith("A,2,47,1,");
    }

    @Test
    void labelledPixelsThatAreNotFiniteAreSkippedAndCountedWhenAsked() throws IOException {
        Path csv = folder.resolve("images.csv");
        Object[] words = {"pixels", "A=" + damaged(7), labels, "--ignore-label", 255, "--images", csv};
        Result refused = Cli.run(words);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("row " + (2 * PLANE + 7) + " holds a logit that is NaN", "--skip-bad-rows")
                .hasLineCount(1);
        assertThat(csv).doesNotExist();
        Result skipped = run(
                Stream.concat(Stream.of(words), Stream.of("--skip-bad-rows")).toArray());
        assertThat(skipped.err()).contains("warning [skipped-rows]", "left out 1 labelled pixel, not finite");
        assertThat(Files.readAllLines(csv)).hasSize(6).element(3).asString().startsWith("A,2,46,1,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact", "bounded", "exact-on-disk"})
    void pixelsAreNoIndependentEvidence(String mode) {
        Path json = folder.resolve("out.json");
        Result result = run(
                "evaluate", logits, labels, "--ignore-label", 255, "--mode", mode, "--score", "msp", "--json", json);
        assertThat(result.err()).contains("warning [dependent-pixels]");
        assertThat(Json.read(json).get("models").get(0).get("warnings").findValuesAsText("reason"))
                .contains("dependent-pixels");
    }

    @Test
    void everyAnswerThatTakesPixelsForDrawsSaysSo() {
        Path selector = folder.resolve("selector.json");
        Object[] fit = {"fit", logits, labels, "--ignore-label", 255, "--max-risk", 0.6, "-o", selector};
        assertThat(run(fit).err()).contains("warning [dependent-pixels]").contains("the certificate takes each");
        assertThat(run(Stream.concat(Stream.of(fit), Stream.of("--sample", 200)).toArray())
                        .err())
                .contains("warning [dependent-pixels]");
        assertThat(run("check", selector, logits, labels, "--ignore-label", 255).err())
                .contains("warning [dependent-pixels]");
        assertThat(run("compare", logits, labels, "--ignore-label", 255, "--score", "msp", "--score", "energy")
                        .err())
                .contains("warning [dependent-pixels]");
        assertThat(run("diagnose", logits, labels, "--ignore-label", 255).err()).contains("warning [dependent-pixels]");
    }

    /** A million pixels: counting shards and joining the counts gives the bits of one pass, and contains the exact value. */
    @Test
    void shardsInBoundedModeAreOnePassBitForBit() {
        int side = 320;
        int images = 10;
        SplittableRandom random = new SplittableRandom(44);
        double[] values = new double[images * CLASSES * side * side];
        long[] truth = new long[images * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (3 * random.nextDouble());
        }
        for (int i = 0; i < truth.length; i++) {
            truth[i] = random.nextInt(CLASSES);
            int image = i / (side * side);
            values[(image * CLASSES + (int) truth[i]) * side * side + i % (side * side)] += 2;
        }
        NpyWriter.writeFloats(folder.resolve("whole.npy"), values, images, CLASSES, side, side);
        NpyWriter.writeLongs(folder.resolve("y.npy"), truth, images, side, side);
        int first = 0;
        for (int shard = 0; first < images; shard++) {
            int count = Math.min(shard + 1, images - first);
            int block = CLASSES * side * side;
            NpyWriter.writeFloats(
                    folder.resolve("parts-0000" + shard + ".npy"),
                    Arrays.copyOfRange(values, first * block, (first + count) * block),
                    count,
                    CLASSES,
                    side,
                    side);
            first += count;
        }
        JsonNode whole = millionPixels("whole.npy", "bounded", 1);
        assertThat(millionPixels("parts.npy", "bounded", 1)).isEqualTo(whole);
        assertThat(millionPixels("parts.npy", "bounded", 3)).isEqualTo(whole);
        JsonNode bounds = whole.get("metrics").get("aurc[mean]").get("bounds");
        assertThat(millionPixels("parts.npy", "exact-on-disk", 2)
                        .get("metrics")
                        .get("aurc[mean]")
                        .get("value")
                        .doubleValue())
                .isBetween(
                        bounds.get("lower").doubleValue(), bounds.get("upper").doubleValue());
    }

    private JsonNode millionPixels(String file, String mode, int threads) {
        Result result = run(
                "evaluate",
                folder.resolve(file),
                folder.resolve("y.npy"),
                "--mode",
                mode,
                "--threads",
                threads,
                "--score",
                "logit-norm:p=3",
                "--curves",
                "--json",
                "-");
        JsonNode model = Json.read("stdout", result.out()).get("models").get(0);
        assertThat(model.get("samples").intValue()).isEqualTo(1_024_000);
        return model.get("scores").get(0);
    }

    @Test
    void evaluatePoolsTheSamePixels() {
        Result exact =
                run("evaluate", logits, labels, "--ignore-label", 255, "--mode", "exact-on-disk", "--scores", "msp");
        assertThat(exact.out()).contains("n = 235").contains("exact, from sorted runs on disk; no intervals");
        Result bounded = run("evaluate", logits, labels, "--ignore-label", 255, "--mode", "bounded", "--scores", "msp");
        assertThat(bounded.out()).contains("n = 235").contains("bounds of aurc[mean] at most ");
    }

    @Test
    void writesWhatASelectorAccepts() throws IOException {
        Path selector = folder.resolve("selector.json");
        run(
                "fit",
                logits,
                labels,
                "--ignore-label",
                255,
                "--certify-share",
                0.5,
                "--max-risk",
                0.4,
                "--family",
                "max-logit",
                "-o",
                selector);
        Path masks = folder.resolve("masks");
        Result result = run("pixels", logits, labels, "--ignore-label", 255, "--masks", masks, "--selector", selector);
        assertThat(result.err()).contains("wrote 5 masks");
        BufferedImage last = ImageIO.read(masks.resolve("accept-00004.png").toFile());
        assertThat(last.getWidth()).isEqualTo(WIDTH);
        assertThat(last.getHeight()).isEqualTo(HEIGHT);
        long white = 0;
        for (int p = 0; p < PLANE; p++) {
            int sample = last.getRaster().getSample(p % WIDTH, p / WIDTH, 0);
            assertThat(sample).isIn(0, 255);
            white += sample == 255 ? 1 : 0;
        }
        assertThat(white).isGreaterThan(PLANE / 2);
    }

    @Test
    void fitsOnASampleAndSaysWhatThatCosts() {
        Object[] fit = {"fit", logits, labels, "--ignore-label", 255, "--max-risk", 0.5, "--sample", 120, "--seed", 4};
        Result result = Cli.run(fit);
        assertThat(result.err()).contains("drew 120 of 235 labelled rows: the standard error of aurc[mean] is ");
        assertThat(Cli.run(fit).out()).isEqualTo(result.out());
        assertThat(Cli.run(
                                "fit",
                                logits,
                                labels,
                                "--ignore-label",
                                255,
                                "--max-risk",
                                0.5,
                                "--sample",
                                120,
                                "--seed",
                                5)
                        .out())
                .isNotEqualTo(result.out());
        assertProblem("at least 1 row", "fit", logits, labels, "--ignore-label", 255, "--max-risk", 0.5, "--sample", 0);
    }

    private void assertProblem(String message, Object... words) {
        Result result = Cli.run(words);
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains(message).hasLineCount(1);
    }

    @Test
    void labelsOfOtherImagesAreRefused() {
        Path turned = folder.resolve("turned.npy");
        NpyWriter.writeLongs(turned, new long[5 * PLANE], 5, WIDTH, HEIGHT);
        for (String command : List.of("pixels", "evaluate")) {
            assertThat(Cli.run(command, logits, turned).err())
                    .contains("has the shape [5, 8, 6]", "the images of the logits have 6 x 8 pixels")
                    .hasLineCount(1);
        }
        Path column = folder.resolve("column.npy");
        NpyWriter.writeLongs(column, new long[5 * PLANE], 5 * PLANE);
        assertThat(Cli.run("evaluate", logits, column).code()).isZero();
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertProblem("go together", "pixels", logits, labels, "--ignore-label", 255, "--masks", folder.resolve("m"));
        Path rows = folder.resolve("rows.npy");
        NpyWriter.writeFloats(rows, new double[] {1, 2, 3, 4}, 2, 2);
        assertProblem("for rows use evaluate", "pixels", rows, labels);
        Path few = folder.resolve("few.npy");
        NpyWriter.writeLongs(few, new long[] {1, 2}, 2);
        assertProblem("few.npy: has 2 labels", "pixels", logits, few);
        assertProblem("say mean", "pixels", logits, labels, "--image-score", "median");
        Path none = folder.resolve("none.npy");
        long[] all = new long[5 * PLANE];
        java.util.Arrays.fill(all, 255);
        NpyWriter.writeLongs(none, all, 5, HEIGHT, WIDTH);
        assertProblem(
                "no row is left to measure on", "evaluate", logits, none, "--ignore-label", 255, "--mode", "bounded");
        Files.delete(folder.resolve("test-00001.npy"));
        assertProblem("test-00001.npy: is missing", "evaluate", logits, labels, "--ignore-label", 255);
        assertProblem("test-00001.npy: is missing", "pixels", logits, labels, "--ignore-label", 255);
    }
}
