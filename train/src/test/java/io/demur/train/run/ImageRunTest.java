package io.demur.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.inputs.DenseFeatures;
import io.demur.inputs.prepare.PreparationJson;
import io.demur.inputs.read.BadImages;
import io.demur.inputs.read.DataFiles;
import io.demur.io.npy.Npy;
import io.demur.logits.InputException;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.network.Shape;
import io.demur.onnx.OnnxModel;
import io.demur.train.recipe.Recipe;
import io.demur.train.recipe.RecipeDraft;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipes for pictures, on a few noisy pictures in the layout in which the data are published. */
class ImageRunTest {
    @TempDir
    Path folder;

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private static byte[] picture(int width, int height, String format, long seed) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        return encoded(image, format);
    }

    private static byte[] mask(int width, int height, int values, long seed) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < width * height; i++) {
            image.getRaster().setSample(i % width, i / width, 0, random.nextInt(values));
        }
        return encoded(image, "png");
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    private void writeImageNet() throws IOException {
        for (String name : List.of("n01440764", "n01443537")) {
            for (int i = 0; i < 2; i++) {
                String file = "/" + name + "/" + name + "_" + i + ".JPEG";
                write("imagenet/train" + file, picture(300, 260, "jpeg", i + name.hashCode()));
                write("imagenet/val" + file, picture(260, 340, "jpeg", 9 + i + name.hashCode()));
            }
        }
    }

    private void writeCityscapes() throws IOException {
        for (int i = 0; i < 4; i++) {
            for (String part : List.of("train", "val")) {
                String stem = part + "/ulm/ulm_00000" + i + "_000019";
                write("cityscapes/leftImg8bit/" + stem + "_leftImg8bit.png", picture(81, 65, "png", i));
                write("cityscapes/gtFine/" + stem + "_gtFine_labelIds.png", mask(81, 65, 34, i));
                write("cityscapes/gtFine/" + stem + "_gtFine_color.png", picture(81, 65, "png", i));
            }
        }
    }

    private void writeCamVid() throws IOException {
        for (String part : List.of("train", "val", "test")) {
            for (int i = 0; i < 4; i++) {
                write("camvid/" + part + "/" + i + ".jpg", picture(48, 36, "jpeg", i));
                write("camvid/" + part + "annot/" + i + ".png", mask(48, 36, 12, i));
            }
        }
    }

    /** CIFAR in a folder: records of labels and noise. */
    private void writeCifar(String name, List<String> files, int labels, int classes, String names) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (String file : files) {
            byte[] bytes = new byte[4 * (3072 + labels)];
            random.nextBytes(bytes);
            for (int i = 0; i < 4; i++) {
                bytes[i * (3072 + labels) + labels - 1] = (byte) random.nextInt(classes);
            }
            write(name + "/" + file, bytes);
        }
        String text = IntStream.range(0, classes).mapToObj(k -> "c" + k).collect(Collectors.joining("\n"));
        write(name + "/" + names, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Recipe recipe(String name, String... settings) {
        RecipeDraft draft = RecipeDraft.bundled(name);
        for (String setting : settings) {
            draft = draft.with(setting);
        }
        return draft.recipe();
    }

    private Path run(Recipe recipe) {
        Path run = folder.resolve("run");
        RunStatus status = Run.execute(
                recipe,
                DataLibrary.in(Optional.of(folder)),
                run,
                RunOptions.of(RunOptions.Start.ANEW),
                RunListener.NONE);
        assertThat(status).isEqualTo(RunStatus.FINISHED);
        assertThat(run.resolve("result.json")).exists();
        return run;
    }

    private static double[] logits(Path run) {
        try (Logits logits = Npy.readLogits(RunFolder.logits(run, "test"))) {
            Logits.Pass pass = logits.pass();
            LogitTile tile = new LogitTile(logits.classes());
            List<Double> values = new java.util.ArrayList<>();
            while (pass.next(tile)) {
                for (int row = 0; row < tile.rows(); row++) {
                    for (int k = 0; k < logits.classes(); k++) {
                        values.add(tile.value(row, k));
                    }
                }
            }
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /**
     * The largest difference in units of the largest logit, if that is above 1. After two steps running statistics are
     * nearly those of the beginning, so that logits of deep networks are large sums that cancel; logit by logit the
     * networks are compared where their numbers are tame.
     */
    private static double farthest(double[] expected, float[] found) {
        assertThat(found).hasSize(expected.length);
        double farthest = 0;
        double largest = 1;
        for (int i = 0; i < found.length; i++) {
            farthest = Math.max(farthest, Math.abs(found[i] - expected[i]));
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        return farthest / largest;
    }

    @ParameterizedTest
    @CsvSource({"imagenet-resnet50, 25557032, 0.0008", "imagenet-vit, 22050664, 0.000003"})
    @Tag("slow")
    void imageNetTakesTwoSteps(String name, long parameters, String lr) throws IOException {
        writeImageNet();
        // The rate goes with the batch.
        Recipe recipe = recipe(name, "batch=2", "epochs=1", "split.tune=0", "optimizer.lr=" + lr);
        assertThat(Networks.of(name, recipe.network(), new Shape.Image(3, 224, 224), 1000)
                        .parameterCount())
                .isEqualTo(parameters);
        Path run = run(recipe);
        assertThat(Files.readString(run.resolve("log.csv"))).contains("\n1,2,");
        DenseFeatures features = (DenseFeatures) PreparationJson.read(run.resolve("preparation.json"))
                .prepare(DataFiles.images(folder.resolve("imagenet/val"), List.of(), BadImages.refused())
                        .raw());
        try (OnnxModel model = OnnxModel.open(run.resolve("model.onnx"))) {
            assertThat(farthest(logits(run), model.logits(features))).isLessThan(1e-4);
        }
    }

    @Test
    @Tag("slow")
    void cityscapesTakesTwoSteps() throws IOException {
        writeCityscapes();
        Recipe recipe = recipe(
                "cityscapes",
                "batch=2",
                "epochs=1",
                "optimizer.lr=0.00125",
                "split.tune=0",
                "preparation.size=[65, 81]",
                "preparation.augment=[{rescale: [0.5, 2]}, {crop: [65, 65]}, {jitter: 0.5}, flip]");
        assertThat(Networks.of("cityscapes", recipe.network(), new Shape.Image(3, 512, 512), 19)
                        .parameterCount())
                .isEqualTo(58_753_459);
        assertPixelParity(run(recipe), "cityscapes/leftImg8bit/val", 19 * 65 * 81);
    }

    @Test
    @Tag("slow")
    void camVidTakesTwoSteps() throws IOException {
        writeCamVid();
        Recipe recipe =
                recipe("camvid", "batch=2", "epochs=1", "preparation.size=[36, 48]", "preparation.augment=[flip]");
        assertPixelParity(run(recipe), "camvid/test", 11 * 36 * 48);
    }

    /** Logits of a file lie image by image and pixel by pixel, those of a model class by class. */
    private void assertPixelParity(Path run, String images, int perImage) throws IOException {
        double[] rows = logits(run);
        assertThat(rows).hasSize(4 * perImage);
        assertThat(run.resolve("logits/test-00000.npy")).exists();
        assertThat(Files.readString(run.resolve("result.json"))).contains("\"pixelAccuracy\"", "\"meanIoU\"");
        io.demur.inputs.RawImages raw = io.demur.inputs.RawImages.of(sources(folder.resolve(images)));
        DenseFeatures features = (DenseFeatures)
                PreparationJson.read(run.resolve("preparation.json")).prepare(raw);
        try (OnnxModel model = OnnxModel.open(run.resolve("model.onnx"))) {
            int places = model.places();
            int classes = model.outputs();
            float[] planes = model.logits(features);
            float[] turned = new float[planes.length];
            for (int i = 0; i < planes.length; i++) {
                int image = i / perImage;
                int k = i % perImage / places;
                turned[image * perImage + i % places * classes + k] = planes[i];
            }
            assertThat(farthest(rows, turned)).isLessThan(1e-4);
        }
    }

    private static List<io.demur.inputs.ImageSource> sources(Path images) throws IOException {
        try (var files = Files.walk(images)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(ImageRunTest::source)
                    .toList();
        }
    }

    private static io.demur.inputs.ImageSource source(Path file) {
        return new io.demur.inputs.ImageSource() {
            @Override
            public io.demur.inputs.RgbImage image() {
                try {
                    BufferedImage image = ImageIO.read(file.toFile());
                    byte[] samples = new byte[3 * image.getWidth() * image.getHeight()];
                    for (int i = 0; i < samples.length; i++) {
                        int pixel = i / 3;
                        samples[i] = (byte)
                                image.getRaster().getSample(pixel % image.getWidth(), pixel / image.getWidth(), i % 3);
                    }
                    return io.demur.inputs.RgbImage.of(image.getWidth(), image.getHeight(), samples);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }

            @Override
            public byte[] content() {
                return new byte[0];
            }

            @Override
            public String place() {
                return file.toString();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"cifar10-binary", "cifar100"})
    @Tag("slow")
    void cifarTakesTwoSteps(String name) throws IOException {
        boolean ten = name.equals("cifar10-binary");
        if (ten) {
            writeCifar("data", List.of("data_batch_1.bin", "test_batch.bin"), 1, 10, "batches.meta.txt");
            for (int i = 2; i <= 5; i++) {
                Files.copy(folder.resolve("data/data_batch_1.bin"), folder.resolve("data/data_batch_" + i + ".bin"));
            }
        } else {
            writeCifar("data", List.of("train.bin", "test.bin"), 2, 100, "fine_label_names.txt");
        }
        Recipe recipe = recipe(name, "batch=" + (ten ? 10 : 2), "epochs=1", "split.tune=0", "data.file=data");
        Path run = run(recipe);
        assertThat(Files.readString(run.resolve("log.csv"))).contains("\n1,2,");
        long parameters = Networks.of(name, recipe.network(), new Shape.Image(3, 32, 32), ten ? 10 : 100)
                .parameterCount();
        assertThat(parameters).isEqualTo(ten ? 272_474 : 800_032);
        DenseFeatures features = (DenseFeatures) PreparationJson.read(run.resolve("preparation.json"))
                .prepare(DataFiles.cifar(
                                folder.resolve("data"),
                                ten ? io.demur.inputs.read.CifarKind.CIFAR10 : io.demur.inputs.read.CifarKind.CIFAR100)
                        .test()
                        .raw());
        try (OnnxModel model = OnnxModel.open(run.resolve("model.onnx"))) {
            assertThat(farthest(logits(run), model.logits(features))).isLessThan(1e-4);
        }
    }

    @Test
    void skipsBadPicturesWhenAsked() throws IOException {
        for (String part : List.of("train", "test")) {
            for (String name : List.of("cat", "dog")) {
                for (int i = 0; i < 3; i++) {
                    write("cifar10/" + part + "/" + name + "/" + i + ".jpg", picture(32, 32, "jpeg", i));
                }
            }
        }
        Path bad = write("cifar10/train/dog/7.jpg", new byte[] {1, 2, 3});
        Recipe recipe = recipe("cifar10", "batch=2", "epochs=1", "split.tune=2");
        assertThatThrownBy(() -> run(recipe))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(bad + ": is neither a JPEG nor a PNG file");
        DataLibrary skipping = DataLibrary.in(Optional.of(folder)).skippingBad();
        Run.execute(recipe, skipping, folder.resolve("run"), RunOptions.of(RunOptions.Start.ANEW), RunListener.NONE);
        assertThat(skipping.skipped()).singleElement().asString().startsWith(bad + ": ");
    }

    @Test
    void begunAnewNothingOfTheOldRunIsReadAsItsOwn() throws IOException {
        Path run = folder.resolve("run");
        for (String old : List.of("logits/test-00007.npy", "labels/test-00007.npy", "labels/tune-100000.npy")) {
            write("run/" + old, new byte[] {1});
        }
        Path foreign = write("run/logits/test-mine.npy", new byte[] {2});
        try (RunFolder held = RunFolder.take(run)) {
            held.clear();
        }
        try (Stream<Path> files = Files.walk(run)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactlyInAnyOrder(foreign, run.resolve(".lock"));
        }
    }

    @Test
    @Tag("slow")
    void aStoppedRunOfPicturesEndsInTheSameBits() throws IOException {
        writeCamVid();
        Recipe recipe = recipe(
                "camvid",
                "batch=2",
                "epochs=2",
                "preparation.size=[36, 48]",
                "preparation.augment=[{rescale: [0.5, 1.5]}, {crop: [24, 32]}, {jitter: 0.5}, flip]");
        byte[] whole = Files.readAllBytes(run(recipe).resolve("weights.safetensors"));
        DataLibrary library = DataLibrary.in(Optional.of(folder));
        RunOptions anew = RunOptions.of(RunOptions.Start.ANEW);
        RunListener stopping = new RunListener() {
            @Override
            public boolean stopRequested() {
                return true;
            }
        };
        Path run = folder.resolve("run");
        assertThat(Run.execute(recipe, library, run, anew, stopping)).isEqualTo(RunStatus.STOPPED);
        RunOptions resume = RunOptions.of(RunOptions.Start.RESUME);
        int pieces = 1;
        while (Run.execute(recipe, library, run, resume, pieces < 3 ? stopping : RunListener.NONE)
                != RunStatus.FINISHED) {
            pieces++;
        }
        assertThat(pieces).isEqualTo(3);
        assertThat(Files.readAllBytes(run.resolve("weights.safetensors"))).isEqualTo(whole);
    }
}
