package io.demur.inputs.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.inputs.DataSet;
import io.demur.inputs.IndexMask;
import io.demur.inputs.RawImages;
import io.demur.inputs.RgbImage;
import io.demur.inputs.SegmentationSet;
import io.demur.logits.InputException;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures from folders and archives, and everything that can be wrong with them. */
class ImageFilesTest {
    @TempDir
    Path folder;

    /** Colours that vary in every channel. */
    private static BufferedImage picture(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, (10 + 7 * x) % 256);
                if (image.getRaster().getNumBands() > 2) {
                    image.getRaster().setSample(x, y, 1, (20 + 5 * y) % 256);
                    image.getRaster().setSample(x, y, 2, (30 + x + y) % 256);
                }
            }
        }
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    private static byte[] jpeg() throws IOException {
        return encoded(picture(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg");
    }

    private static byte[] png() throws IOException {
        return encoded(picture(40, 30, BufferedImage.TYPE_INT_RGB), "png");
    }

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

    /** Four channels, written as they are: a decoder that took no care would show wrong colours or none. */
    private static byte[] cmyk() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 40, 30, 4, null);
        for (int y = 0; y < 30; y++) {
            for (int x = 0; x < 40; x++) {
                raster.setPixel(x, y, new int[] {6 * x, 8 * y, 3 * (x + y), 20});
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] sixteenBitColours() throws IOException {
        ColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = colours.createCompatibleWritableRaster(40, 30);
        raster.setPixel(3, 4, new int[] {65_535, 1_000, 30_000});
        return encoded(new BufferedImage(colours, raster, false, null), "png");
    }

    /** An animated PNG of two frames: acTL, a fcTL before the picture, and a fcTL and a fdAT behind it. */
    private static byte[] animated() throws IOException {
        ByteBuffer still = ByteBuffer.wrap(png());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(still.array(), 0, 8);
        int sequence = 0;
        int at = 8;
        while (at < still.capacity()) {
            byte[] data = new byte[still.getInt(at)];
            still.get(at + 8, data);
            String name = new String(still.array(), at + 4, 4, StandardCharsets.US_ASCII);
            if (name.equals("IDAT")) {
                chunk(file, "fcTL", frame(sequence++));
                chunk(file, name, data);
                chunk(file, "fcTL", frame(sequence++));
                chunk(
                        file,
                        "fdAT",
                        ByteBuffer.allocate(4 + data.length)
                                .putInt(sequence++)
                                .put(data)
                                .array());
            } else {
                chunk(file, name, data);
                if (name.equals("IHDR")) {
                    chunk(
                            file,
                            "acTL",
                            ByteBuffer.allocate(8).putInt(2).putInt(0).array());
                }
            }
            at += 12 + data.length;
        }
        return file.toByteArray();
    }

    private static byte[] frame(int sequence) {
        return ByteBuffer.allocate(26)
                .putInt(sequence)
                .putInt(40)
                .putInt(30)
                .putInt(0)
                .putInt(0)
                .putShort((short) 1)
                .putShort((short) 10)
                .array();
    }

    private static void chunk(ByteArrayOutputStream file, String name, byte[] data) {
        byte[] named = ByteBuffer.allocate(4 + data.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        CRC32 check = new CRC32();
        check.update(named);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(named);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
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

    @Test
    void knowsCityscapes() throws IOException {
        write("leftImg8bit/ulm/ulm_0_leftImg8bit.png", png());
        write("gtFine/ulm/ulm_0_gtFine_labelIds.png", mask(40, 30, 7, 33, 4, 26));
        MaskFiles form = new MaskFiles(
                "_leftImg8bit.png",
                "_gtFine_labelIds.png",
                MaskCoding.cityscapes(),
                java.util.stream.IntStream.range(0, 19).mapToObj(k -> "c" + k).toList());
        SegmentationSet set =
                DataFiles.masked(folder.resolve("leftImg8bit"), folder.resolve("gtFine"), form, BadImages.refused());
        IndexMask mask = set.mask(0);
        assertThat(List.of(mask.at(0, 0), mask.at(1, 0), mask.at(2, 0), mask.at(3, 0)))
                .containsExactly(0, 18, IndexMask.VOID, 13);
    }

    @Test
    void knowsReadyTrainIdsOfCityscapes() throws IOException {
        write("leftImg8bit/ulm/ulm_0_leftImg8bit.png", png());
        write("gtFine/ulm/ulm_0_gtFine_labelTrainIds.png", mask(40, 30, 0, 18, 255, 13));
        MaskFiles form = new MaskFiles(
                "_leftImg8bit.png",
                "_gtFine_labelTrainIds.png",
                MaskCoding.classes(19, OptionalInt.of(255)),
                java.util.stream.IntStream.range(0, 19).mapToObj(k -> "c" + k).toList());
        SegmentationSet set =
                DataFiles.masked(folder.resolve("leftImg8bit"), folder.resolve("gtFine"), form, BadImages.refused());
        IndexMask mask = set.mask(0);
        assertThat(List.of(mask.at(0, 0), mask.at(1, 0), mask.at(2, 0), mask.at(3, 0)))
                .containsExactly(0, 18, IndexMask.VOID, 13);
    }
}
