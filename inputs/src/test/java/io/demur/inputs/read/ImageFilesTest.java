package io.demur.inputs.read;

import static io.demur.inputs.read.Pictures.animated;
import static io.demur.inputs.read.Pictures.cmyk;
import static io.demur.inputs.read.Pictures.encoded;
import static io.demur.inputs.read.Pictures.jpeg;
import static io.demur.inputs.read.Pictures.picture;
import static io.demur.inputs.read.Pictures.png;
import static io.demur.inputs.read.Pictures.sixteenBitColours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.inputs.DataSet;
import io.demur.inputs.IndexMask;
import io.demur.inputs.RawImages;
import io.demur.inputs.RgbImage;
import io.demur.inputs.SegmentationSet;
import io.demur.logits.InputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures from folders and archives, and everything that can be wrong with them. */
class ImageFilesTest {
    @TempDir
    Path folder;

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private static RgbImage decode(byte[] bytes) {
        return ImageDecoder.rgb("a.jpg", bytes);
    }

    @Test
    void decodesPngExactly() throws IOException {
        RgbImage image = decode(png());
        assertThat(List.of(image.width(), image.height())).containsExactly(40, 30);
        assertThat(List.of(image.sample(3, 4, 0), image.sample(3, 4, 1), image.sample(3, 4, 2)))
                .containsExactly(31, 40, 37);
    }

    @Test
    void greyIsThreeEqualColours() throws IOException {
        RgbImage image = decode(encoded(picture(40, 30, BufferedImage.TYPE_BYTE_GRAY), "png"));
        assertThat(List.of(image.sample(3, 4, 0), image.sample(3, 4, 1), image.sample(3, 4, 2)))
                .containsExactly(31, 31, 31);
        RgbImage jpeg = decode(encoded(picture(40, 30, BufferedImage.TYPE_BYTE_GRAY), "jpeg"));
        assertThat(Math.abs(jpeg.sample(3, 4, 0) - 31)).isLessThan(6);
        assertThat(jpeg.sample(3, 4, 1)).isEqualTo(jpeg.sample(3, 4, 2)).isEqualTo(jpeg.sample(3, 4, 0));
    }

    @Test
    void opacityCountsForNothing() throws IOException {
        BufferedImage image = picture(40, 30, BufferedImage.TYPE_4BYTE_ABGR);
        assertThat(decode(encoded(image, "png")).sample(3, 4, 1)).isEqualTo(40);
    }

    @Test
    void decodesJpegNearly() throws IOException {
        RgbImage image = decode(jpeg());
        assertThat(Math.abs(image.sample(20, 15, 0) - 150)).isLessThan(12);
        assertThat(Math.abs(image.sample(20, 15, 1) - 95)).isLessThan(12);
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("a.jpg: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "cut to {0} percent")
    @ValueSource(ints = {1, 5, 30, 60, 90})
    void refusesWhatIsCutShort(int percent) throws IOException {
        for (byte[] whole : List.of(png(), jpeg())) {
            byte[] cut = Arrays.copyOf(whole, Math.max(1, whole.length * percent / 100));
            assertThatThrownBy(() -> decode(cut))
                    .isInstanceOf(InputException.class)
                    .message()
                    .startsWith("a.jpg: ")
                    .doesNotContain("\n");
        }
    }

    @Test
    void refusesWhatCannotBeUsed() throws IOException {
        assertRefused(new byte[0], "is empty");
        assertRefused("hello".getBytes(StandardCharsets.UTF_8), "is neither a JPEG nor a PNG file");
        assertRefused("GIF89a..............".getBytes(StandardCharsets.UTF_8), "is neither a JPEG nor a PNG file");
        assertRefused(
                encoded(new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY), "png"), "has 16 bits per colour");
        assertRefused(sixteenBitColours(), "has 16 bits per colour");
        assertRefused(cmyk(), "has the colours CMYK");
        assertRefused(animated(), "is animated");
        byte[] enormous = png();
        ByteBuffer.wrap(enormous).putInt(16, 100_000).putInt(20, 100_000);
        assertRefused(enormous, "has 100000 x 100000 pixels, more than 67108864");
    }

    /** What the tests refuse are whole files that other programs show. */
    @Test
    void theRefusedPicturesAreRealOnes() throws IOException {
        assertThat(ImageIO.read(new ByteArrayInputStream(animated())).getWidth())
                .isEqualTo(40);
        assertThat(ImageIO.read(new ByteArrayInputStream(sixteenBitColours()))
                        .getRaster()
                        .getSample(3, 4, 0))
                .isEqualTo(65_535);
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(cmyk()))) {
            reader.setInput(stream);
            assertThat(reader.readRaster(0, null).getNumBands()).isEqualTo(4);
        } finally {
            reader.dispose();
        }
    }

    @Test
    void readsAFolderPerClass() throws IOException {
        write("cat/1.jpg", jpeg());
        write("cat/deep/2.JPEG", jpeg());
        write("dog/1.png", png());
        write("dog/notes.txt", new byte[1]);
        DataSet set = DataFiles.images(folder, List.of(), BadImages.refused());
        assertThat(set.classNames()).containsExactly("cat", "dog");
        assertThat(set.labels()).containsExactly(0, 0, 1);
        assertThat(((RawImages) set.raw()).image(2).sample(3, 4, 1)).isEqualTo(40);
        assertThat(set.contentKeys()[0]).isEqualTo(set.contentKeys()[1]).isNotEqualTo(set.contentKeys()[2]);
    }

    @Test
    void skipsBadPicturesAndNamesThem() throws IOException {
        write("cat/1.jpg", jpeg());
        Path bad = write("cat/2.jpg", new byte[0]);
        write("dog/1.png", png());
        BadImages skipped = BadImages.skipped();
        assertThat(DataFiles.images(folder, List.of(), skipped).labels()).containsExactly(0, 1);
        assertThat(skipped.messages()).containsExactly(bad + ": is empty; fetch it again");
        Files.delete(folder.resolve("dog/1.png"));
        write("dog/1.png", new byte[3]);
        assertThatThrownBy(() -> DataFiles.images(folder, List.of(), BadImages.skipped()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no picture of the class dog can be used");
    }

    @Test
    void refusesEmptyClasses() throws IOException {
        write("cat/1.jpg", jpeg());
        Files.createDirectories(folder.resolve("dog"));
        assertThatThrownBy(() -> DataFiles.images(folder, List.of(), BadImages.refused()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("dog: has no picture");
        assertThatThrownBy(() -> DataFiles.images(folder.resolve("cat"), List.of(), BadImages.refused()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has fewer than two folders");
    }

    /** Record i of CIFAR-100: coarse label, fine label i, red i, green 2 i, blue 3 i everywhere. */
    private static byte[] records(int count) {
        byte[] bytes = new byte[count * 3074];
        for (int i = 0; i < count; i++) {
            bytes[i * 3074 + 1] = (byte) i;
            for (int c = 0; c < 3; c++) {
                Arrays.fill(bytes, i * 3074 + 2 + c * 1024, i * 3074 + 2 + (c + 1) * 1024, (byte) ((c + 1) * i));
            }
        }
        return bytes;
    }

    private static String names() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            names.append("class").append(i).append('\n');
        }
        return names.toString();
    }

    private void writeCifar(byte[] train) throws IOException {
        write("cifar/train.bin", train);
        write("cifar/test.bin", records(3));
        write("cifar/fine_label_names.txt", names().getBytes(StandardCharsets.UTF_8));
    }

    private Path archive() throws IOException {
        Path file = folder.resolve("cifar-100-binary.tar.gz");
        try (OutputStream stream = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(stream))) {
            for (String name : List.of("train.bin", "test.bin", "fine_label_names.txt")) {
                byte[] bytes = Files.readAllBytes(folder.resolve("cifar").resolve(name));
                TarArchiveEntry entry = new TarArchiveEntry("cifar-100-binary/" + name);
                entry.setSize(bytes.length);
                tar.putArchiveEntry(entry);
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
        }
        return file;
    }

    @Test
    void readsCifarFromFolderAndArchive() throws IOException {
        writeCifar(records(100));
        TrainAndTest cifar = DataFiles.cifar(folder.resolve("cifar"), CifarKind.CIFAR100);
        assertThat(cifar.train().rows()).isEqualTo(100);
        assertThat(cifar.test().labels()).containsExactly(0, 1, 2);
        RgbImage image = ((RawImages) cifar.train().raw()).image(40);
        assertThat(List.of(image.sample(31, 31, 0), image.sample(0, 5, 1), image.sample(9, 9, 2)))
                .containsExactly(40, 80, 120);
        TrainAndTest packed = DataFiles.cifar(archive(), CifarKind.CIFAR100);
        assertThat(packed.train().digest()).isEqualTo(cifar.train().digest());
        assertThat(packed.train().classNames().get(7)).isEqualTo("class7");
    }

    @Test
    void refusesDamagedCifar() throws IOException {
        writeCifar(Arrays.copyOf(records(4), 4000));
        assertThatThrownBy(() -> DataFiles.cifar(folder.resolve("cifar"), CifarKind.CIFAR100))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("train.bin: has 4000 bytes, no multiple of records of 3074");
        assertThatThrownBy(() -> DataFiles.cifar(folder.resolve("cifar"), CifarKind.CIFAR10))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no batches.meta.txt");
        writeCifar(records(102));
        assertThatThrownBy(() -> DataFiles.cifar(folder.resolve("cifar"), CifarKind.CIFAR100))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("record 100: label 100 is not below the number of classes 100");
        Path file = archive();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 300));
        assertThatThrownBy(() -> DataFiles.cifar(file, CifarKind.CIFAR100))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is no whole tar.gz archive");
    }

    private static byte[] mask(int width, int height, int... values) throws IOException {
        BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < width * height; i++) {
            mask.getRaster().setSample(i % width, i / width, 0, values[i % values.length]);
        }
        return encoded(mask, "png");
    }

    private SegmentationSet masked(BadImages bad) {
        MaskFiles form = new MaskFiles("", ".png", MaskCoding.classes(3, OptionalInt.of(11)), List.of("a", "b", "c"));
        return DataFiles.masked(folder.resolve("images"), folder.resolve("masks"), form, bad);
    }

    @Test
    void readsMasksAsSamples() throws IOException {
        write("images/x.jpg", jpeg());
        write("masks/x.png", mask(40, 30, 0, 1, 2, 11));
        SegmentationSet set = masked(BadImages.refused());
        IndexMask mask = set.mask(0);
        assertThat(List.of(mask.at(0, 0), mask.at(1, 0), mask.at(2, 0), mask.at(3, 0)))
                .containsExactly(0, 1, 2, IndexMask.VOID);
        assertThat(set.image(0).width()).isEqualTo(40);
    }

    @Test
    void refusesWrongMasks() throws IOException {
        write("images/x.jpg", jpeg());
        assertThatThrownBy(() -> masked(BadImages.refused()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("masks: there is no such folder");
        Path file = write("masks/x.png", mask(40, 30, 0, 5));
        assertThatThrownBy(() -> masked(BadImages.refused()).mask(0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("x.png: the value 5 at column 1, row 0 is neither a class nor void");
        Files.write(file, mask(40, 30, 11));
        assertThatThrownBy(() -> masked(BadImages.refused()).mask(0)).hasMessageContaining("every pixel is void");
        Files.write(file, png());
        assertThatThrownBy(() -> masked(BadImages.refused()).mask(0)).hasMessageContaining("has 3 channels");
        write("images/y.jpg", jpeg());
        assertThatThrownBy(() -> masked(BadImages.refused())).hasMessageContaining("y.jpg: has no mask");
        write("masks/y.png", mask(40, 30, 1));
        Files.write(file, mask(40, 20, 1));
        BadImages skipped = BadImages.skipped();
        assertThat(masked(skipped).rows()).isEqualTo(1);
        assertThat(skipped.messages())
                .singleElement()
                .asString()
                .contains("x.jpg: has 40 x 30 pixels, its mask 40 x 20");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"labelIds, 7, 33, 4, 26", "labelTrainIds, 0, 18, 255, 13"})
    void knowsCityscapes(String kind, int road, int bicycle, int none, int car) throws IOException {
        write("leftImg8bit/ulm/ulm_0_leftImg8bit.png", png());
        write("gtFine/ulm/ulm_0_gtFine_" + kind + ".png", mask(40, 30, road, bicycle, none, car));
        MaskFiles form = new MaskFiles(
                "_leftImg8bit.png",
                "_gtFine_" + kind + ".png",
                kind.equals("labelIds") ? MaskCoding.cityscapes() : MaskCoding.classes(19, OptionalInt.of(255)),
                IntStream.range(0, 19).mapToObj(k -> "c" + k).toList());
        SegmentationSet set =
                DataFiles.masked(folder.resolve("leftImg8bit"), folder.resolve("gtFine"), form, BadImages.refused());
        IndexMask mask = set.mask(0);
        assertThat(List.of(mask.at(0, 0), mask.at(1, 0), mask.at(2, 0), mask.at(3, 0)))
                .containsExactly(0, 18, IndexMask.VOID, 13);
    }
}
