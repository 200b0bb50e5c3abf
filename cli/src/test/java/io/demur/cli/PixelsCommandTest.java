package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.cli.Cli.Result;
import io.demur.io.npy.NpyWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                .contains("class 3");
        assertThat(Files.readAllLines(csv)).hasSize(6);
        assertThat(Files.readAllLines(csv).get(1)).startsWith("A,0,47,1,0.");
        assertThat(Files.readAllLines(csv).get(5)).startsWith("A,4,47,1,1.0,1.0,0.0,");
        // The surer the image, the fewer its errors, so the surest fifth has none.
        assertThat(result.out()).contains("by image, mean: aurc[mean] ");
        assertThat(run("pixels", "A=" + logits, labels, "--ignore-label", 255, "--threads", 1)
                        .out())
                .isEqualTo(result.out());
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
