package io.demur.inputs.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.inputs.IndexMask;
import io.demur.inputs.RgbImage;
import io.demur.inputs.augment.Resampling.Box;
import io.demur.inputs.augment.Resampling.Filter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes: what they keep, what they may do, and that only seed, epoch and row decide. */
class AugmentationTest {
    /** The mask of a pixel is its red, its green the column, its blue the row. */
    private static Picture picture(int width, int height) {
        byte[] samples = new byte[3 * width * height];
        byte[] classes = new byte[width * height];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = (byte) (1 + (i % width + i / width) % 200);
            samples[3 * i] = classes[i];
            samples[3 * i + 1] = (byte) (i % width);
            samples[3 * i + 2] = (byte) (i / width);
        }
        return new Picture(RgbImage.of(width, height, samples), Optional.of(IndexMask.of(width, height, classes)));
    }

    private static Augmentations all() {
        return new Augmentations(List.of(
                new Augmentation.Rescale(0.5, 2),
                new Augmentation.Crop(new ImageSize(20, 30)),
                new Augmentation.Jitter(0.5),
                new Augmentation.PadCrop(4),
                new Augmentation.Flip()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 12345})
    void dependsOnSeedEpochAndRowAlone(long seed) {
        Picture picture = picture(37, 23);
        byte[][] once = IntStream.range(0, 8)
                .mapToObj(row -> all().apply(picture, seed, 2, row).image().samples())
                .toArray(byte[][]::new);
        IntStream.range(0, 8).parallel().forEach(i -> assertThat(
                        all().apply(picture, seed, 2, 7 - i).image().samples())
                .isEqualTo(once[7 - i]));
        assertThat(once[0]).isNotEqualTo(once[1]);
        assertThat(all().apply(picture, seed, 3, 0).image().samples()).isNotEqualTo(once[0]);
        assertThat(all().apply(picture, seed + 1, 2, 0).image().samples()).isNotEqualTo(once[0]);
    }

    @Test
    void cropAndFlipMoveMaskAndPictureTogether() {
        Augmentations moves = new Augmentations(List.of(
                new Augmentation.PadCrop(3), new Augmentation.Flip(), new Augmentation.Crop(new ImageSize(20, 60))));
        Picture picture = picture(40, 30);
        for (int row = 0; row < 50; row++) {
            Picture changed = moves.apply(picture, 1, 0, row);
            assertThat(changed.size()).isEqualTo(new ImageSize(20, 60));
            IndexMask mask = changed.mask().orElseThrow();
            for (int y = 0; y < 20; y++) {
                for (int x = 0; x < 60; x++) {
                    int red = changed.image().sample(x, y, 0);
                    assertThat(mask.at(x, y)).isEqualTo(red == 0 ? IndexMask.VOID : red);
                }
            }
        }
    }

    @Test
    void padCropReachesEveryOffsetAndFlipsHalf() {
        Picture picture = picture(9, 9);
        Set<Integer> offsets = new HashSet<>();
        int flipped = 0;
        for (int row = 0; row < 2000; row++) {
            RgbImage moved = new Augmentation.PadCrop(2)
                    .apply(picture, new Chance(3, 0, row))
                    .image();
            offsets.add(moved.sample(4, 4, 1) * 16 + moved.sample(4, 4, 2));
            flipped += new Augmentation.Flip()
                                    .apply(picture, new Chance(4, 0, row))
                                    .image()
                                    .sample(0, 0, 1)
                            == 8
                    ? 1
                    : 0;
        }
        assertThat(offsets).hasSize(25);
        assertThat(flipped).isBetween(900, 1100);
    }

    @Test
    void resizedCropCoversFromEightPercentToAll() {
        Picture picture = picture(100, 80);
        double least = 1;
        double most = 0;
        for (int row = 0; row < 3000; row++) {
            RgbImage part = new Augmentation.ResizedCrop(new ImageSize(20, 20))
                    .apply(picture, new Chance(5, 0, row))
                    .image();
            double width = (part.sample(19, 10, 1) - part.sample(0, 10, 1)) * 20 / 19.0;
            double height = (part.sample(10, 19, 2) - part.sample(10, 0, 2)) * 20 / 19.0;
            double share = width * height / 8000;
            least = Math.min(least, share);
            most = Math.max(most, share);
        }
        assertThat(least).isBetween(0.06, 0.10);
        assertThat(most).isBetween(0.9, 1.02);
    }

    @Test
    void rescaleStaysWithinItsFactors() {
        Picture picture = picture(40, 20);
        for (int row = 0; row < 200; row++) {
            ImageSize size = new Augmentation.Rescale(0.5, 2)
                    .apply(picture, new Chance(6, 0, row))
                    .size();
            assertThat(size.width()).isBetween(20, 80);
            assertThat((double) size.width() / size.height()).isCloseTo(2, within(0.11));
        }
    }

    @Test
    void jitterKeepsGreyGreyAndMovesItsLevel() {
        byte[] grey = new byte[3 * 16];
        java.util.Arrays.fill(grey, (byte) 100);
        Set<Integer> levels = new HashSet<>();
        for (int row = 0; row < 500; row++) {
            RgbImage changed = new Augmentation.Jitter(0.5)
                    .apply(Picture.of(RgbImage.of(4, 4, grey)), new Chance(7, 0, row))
                    .image();
            assertThat(changed.sample(0, 0, 0))
                    .isEqualTo(changed.sample(1, 2, 1))
                    .isEqualTo(changed.sample(3, 3, 2));
            levels.add(changed.sample(0, 0, 0));
        }
        assertThat(levels).allMatch(level -> level >= 50 && level <= 150).hasSizeGreaterThan(60);
    }

    private static RgbImage line(int... reds) {
        byte[] samples = new byte[3 * reds.length];
        for (int i = 0; i < reds.length; i++) {
            samples[3 * i] = (byte) reds[i];
        }
        return RgbImage.of(reds.length, 1, samples);
    }

    private static int[] resized(RgbImage line, int width, Filter filter) {
        RgbImage other = Resampling.resized(line, Box.of(line), new ImageSize(1, width), filter);
        return IntStream.range(0, width).map(x -> other.sample(x, 0, 0)).toArray();
    }

    /**
     * By hand. Twice as wide: bilinear weights 3/4 and 1/4; at the left edge alone. Half as wide: the triangle of reach 2
     * has 1/8 3/8 3/8 1/8, cut and weighted anew at the edges: (3 a + 3 b + c) / 7. Bicubic at 1/4 from a centre:
     * -.0703125, .8671875, .2265625, -.0234375.
     */
    @Test
    void resamplesByTheFormulas() {
        assertThat(resized(line(0, 100, 200, 60), 8, Filter.BILINEAR))
                .containsExactly(0, 25, 75, 125, 175, 165, 95, 60);
        assertThat(resized(line(0, 100, 200, 60), 2, Filter.BILINEAR))
                .containsExactly((300 + 200) / 7, Math.round((3 * 200 + 3 * 60 + 100) / 7f));
        int inner = resized(line(0, 100, 200, 60), 8, Filter.BICUBIC)[3];
        assertThat(inner).isEqualTo((int) Math.round(0 * -.0703125 + 100 * .8671875 + 200 * .2265625 - 60 * .0234375));
        int[] column = IntStream.range(0, 8)
                .map(y -> {
                    byte[] samples = {0, 0, 0, 100, 0, 0, (byte) 200, 0, 0, 60, 0, 0};
                    RgbImage tall = RgbImage.of(1, 4, samples);
                    return Resampling.resized(tall, Box.of(tall), new ImageSize(8, 1), Filter.BILINEAR)
                            .sample(0, y, 0);
                })
                .toArray();
        assertThat(column).containsExactly(0, 25, 75, 125, 175, 165, 95, 60);
    }

    @Test
    void aConstantStaysOne() {
        byte[] samples = new byte[3 * 13 * 7];
        java.util.Arrays.fill(samples, (byte) 201);
        RgbImage image = RgbImage.of(13, 7, samples);
        for (Filter filter : Filter.values()) {
            assertThat(Resampling.resized(image, Box.of(image), new ImageSize(5, 29), filter)
                            .samples())
                    .containsOnly((byte) 201);
        }
    }
}
