package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.cli.Cli.Result;
import io.demur.io.npy.NpyWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four pixels of three classes: surely right, barely right, wrong, without label. */
class MapCommandTest {
    private static final int GAP = 12;
    private static final int TITLE = 28;
    private static final int BRIGHT = 0xfde725;
    private static final int DARK = 0x440154;
    private static final int GREY = 0xc8c8c8;

    @TempDir
    Path folder;

    private Path logits;
    private Path labels;
    private Path sheet;

    @BeforeEach
    void write() {
        logits = folder.resolve("logits.npy");
        labels = folder.resolve("labels.npy");
        sheet = folder.resolve("map.png");
        double[] planes = {9, 2, 0, 5, 0, 1, 3, 0, 0, 0, 2.8, 0};
        NpyWriter.writeFloats(logits, planes, 3, 2, 2);
        NpyWriter.writeLongs(labels, new long[] {0, 0, 2, 255}, 2, 2);
    }

    private int colour(int row, int pixel) throws IOException {
        BufferedImage image = ImageIO.read(sheet.toFile());
        int y = TITLE + row * (2 + TITLE) + pixel / 2;
        return image.getRGB(GAP + pixel % 2, y) & 0xffffff;
    }

    @Test
    void ranksGoFromDarkToBrightAndWhatHasNoLabelIsBlack() throws IOException {
        Result result = Cli.run("map", logits, labels, "--ignore-label", 255, "-o", sheet);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(colour(2, 0)).isEqualTo(BRIGHT);
        assertThat(colour(2, 2)).isEqualTo(DARK);
        assertThat(colour(2, 3)).isZero();
        assertThat(colour(0, 3)).isZero();
        assertThat(colour(0, 0)).isEqualTo(colour(0, 1)).isNotEqualTo(colour(0, 2));
        assertThat(colour(1, 2)).isNotEqualTo(colour(0, 2));
    }

    @Test
    void errorsOnlyLeavesRightPixelsGrey() throws IOException {
        Path picture = folder.resolve("picture.png");
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        Result result = Cli.run(
                "map",
                "A=" + logits,
                "B=" + logits,
                labels,
                "--ignore-label",
                255,
                "--score",
                "msp",
                "--score",
                "logit-norm:p=2",
                "--errors-only",
                "--picture",
                picture,
                "-o",
                sheet);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(colour(2, 0)).isEqualTo(GREY);
        assertThat(colour(2, 1)).isEqualTo(GREY);
        assertThat(colour(2, 2)).isEqualTo(DARK);
        assertThat(ImageIO.read(sheet.toFile()).getWidth()).isEqualTo(4 * (2 + GAP) + GAP);
        byte[] first = Files.readAllBytes(sheet);
        Cli.run(
                "map",
                "A=" + logits,
                "B=" + logits,
                labels,
                "--ignore-label",
                255,
                "--score",
                "msp",
                "--score",
                "logit-norm:p=2",
                "--errors-only",
                "--picture",
                picture,
                "-o",
                sheet,
                "--threads",
                2);
        assertThat(Files.readAllBytes(sheet)).isEqualTo(first);
    }

    /** The same picture as the second of the first shard and as the only one of the second. */
    @Test
    void takesOnePictureOutOfSeveral() throws IOException {
        double[] planes = {9, 2, 0, 5, 0, 1, 3, 0, 0, 0, 2.8, 0};
        double[] two = new double[24];
        two[0] = 5;
        System.arraycopy(planes, 0, two, 12, 12);
        NpyWriter.writeFloats(folder.resolve("many-00000.npy"), two, 2, 3, 2, 2);
        NpyWriter.writeFloats(folder.resolve("many-00001.npy"), planes, 1, 3, 2, 2);
        Path three = folder.resolve("three.npy");
        NpyWriter.writeLongs(three, new long[] {0, 1, 2, 1, 0, 0, 2, 255, 0, 0, 2, 255}, 3, 2, 2);
        Path many = folder.resolve("many.npy");
        Cli.run("map", logits, labels, "--ignore-label", 255, "-o", sheet);
        byte[] alone = Files.readAllBytes(sheet);
        for (int image = 1; image < 3; image++) {
            Files.delete(sheet);
            Result result =
                    Cli.run("map", "logits.npy=" + many, three, "--ignore-label", 255, "--image", image, "-o", sheet);
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(Files.readAllBytes(sheet)).isEqualTo(alone);
        }
        Files.delete(sheet);
        assertProblem("holds 3 pictures; say which by --image", "map", many, three, "-o", sheet);
        assertProblem("--image: 3 is not between 0 and 2", "map", many, three, "--image", 3, "-o", sheet);
        assertProblem("has 4 labels", "map", many, labels, "--ignore-label", 255, "--image", 1, "-o", sheet);
        assertProblem(
                "the first model's 1 of 2 x 2",
                "map",
                "A=" + logits,
                "B=" + many,
                labels,
                "--ignore-label",
                255,
                "-o",
                sheet);
    }

    private void assertProblem(String message, Object... words) {
        Result result = Cli.run(words);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(message).hasLineCount(1);
        assertThat(sheet).doesNotExist();
    }

    @Test
    void saysWhatCannotBeDrawn() throws IOException {
        Path rows = folder.resolve("rows.npy");
        NpyWriter.writeFloats(rows, new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertProblem("not (images, classes, height, width)", "map", rows, labels, "-o", sheet);
        Path small = folder.resolve("small.npy");
        NpyWriter.writeLongs(small, new long[] {0, 1}, 2);
        assertProblem("small.npy", "map", logits, small, "-o", sheet);
        assertProblem("is no picture", "map", logits, labels, "--ignore-label", 255, "--picture", small, "-o", sheet);
        NpyWriter.writeFloats(logits, new double[] {9, 2, 0, 5, 0, 1, Double.NaN, 0, 0, 0, 2.8, 0}, 3, 2, 2);
        assertProblem("logits.npy", "map", logits, labels, "--ignore-label", 255, "-o", sheet);
    }
}
