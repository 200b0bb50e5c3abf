package io.demur.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.EvaluationPlan.Mode;
import io.demur.evaluation.Evaluator;
import io.demur.inputs.RawImages;
import io.demur.inputs.augment.ImageSize;
import io.demur.inputs.prepare.ImagePreparation;
import io.demur.inputs.prepare.PreparationJson;
import io.demur.inputs.read.BadImages;
import io.demur.inputs.read.DataFiles;
import io.demur.io.json.Json;
import io.demur.io.npy.Npy;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.network.Architecture;
import io.demur.network.DeepLab;
import io.demur.network.ResNet;
import io.demur.network.Shape;
import io.demur.network.Weights;
import io.demur.score.PlainScore;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three pictures of 32 x 32, of which one lies deeper. */
class ImagePredictionTest {
    private static final int SIDE = 32;
    private static final ImagePreparation PREPARATION = new ImagePreparation(
            new ImageSize(SIDE, SIDE), OptionalInt.empty(), List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));

    @TempDir
    Path folder;

    private Path pictures;
    private Path target;

    @BeforeEach
    void write() throws IOException {
        pictures = folder.resolve("pictures");
        target = folder.resolve("out.npy");
        Files.createDirectories(pictures.resolve("deep"));
        SplittableRandom random = new SplittableRandom(3);
        for (String name : List.of("a.png", "b.png", "deep/c.png")) {
            BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < SIDE * SIDE; i++) {
                image.setRGB(i % SIDE, i / SIDE, random.nextInt());
            }
            ImageIO.write(image, "png", pictures.resolve(name).toFile());
        }
    }

    private OnnxModel model(Architecture network, Map<String, String> metadata) {
        Path file = folder.resolve("model.onnx");
        OnnxExport.write(network, Weights.initial(network, 1), metadata, file);
        return OnnxModel.open(file);
    }

    private static Map<String, String> metadata() {
        return Map.of(ModelKeys.PREPARATION, Json.canonical(PreparationJson.of(PREPARATION)));
    }

    private long write(OnnxModel model, Optional<ImagePreparation> preparation, BadImages bad) {
        return ImagePrediction.write(model, new ImagePrediction.Source(pictures, preparation, bad), target, done -> {});
    }

    @Test
    void everyPixelGoesToShardsAndComesFromTheRunningModelToo() throws IOException {
        try (OnnxModel model = model(DeepLab.small(new Shape.Image(3, SIDE, SIDE), 5), metadata())) {
            assertThat(write(model, Optional.empty(), BadImages.refused())).isEqualTo(3);
            assertThat(target).doesNotExist();
            assertThat(Npy.shape(folder.resolve("out-00000.npy"))).containsExactly(3L, 5L, 32L, 32L);
            assertThat(Files.readAllLines(folder.resolve("out.npy.txt")))
                    .containsExactly(
                            pictures.resolve("a.png").toString(),
                            pictures.resolve("b.png").toString(),
                            pictures.resolve("deep/c.png").toString());
            RawImages images = DataFiles.pictures(pictures, BadImages.refused());
            int[] truth = new SplittableRandom(1).ints(3L * SIDE * SIDE, 0, 5).toArray();
            Arrays.fill(truth, 10, 20, -1);
            EvaluationPlan plan = EvaluationPlan.of(List.of(PlainScore.MSP))
                    .with(Mode.BOUNDED)
                    .withThreads(2);
            try (Logits written = Npy.readLogits(target);
                    Logits running = model.pixels(images, PREPARATION)) {
                assertThat(running.rows()).hasValue(3L * SIDE * SIDE);
                assertThat(Evaluator.evaluate(running, Labels.of(truth), plan).dataDigest())
                        .isEqualTo(Evaluator.evaluate(written, Labels.of(truth), plan)
                                .dataDigest());
            }
        }
    }

    @Test
    void aPictureGetsOneRowAndBadOnesAreCounted() throws IOException {
        Files.createFile(pictures.resolve("empty.jpg"));
        Files.write(pictures.resolve("torn.png"), Arrays.copyOf(Files.readAllBytes(pictures.resolve("a.png")), 300));
        try (OnnxModel model = model(ResNet.cifar20(10), Map.of())) {
            assertThatThrownBy(() -> write(model, Optional.of(PREPARATION), BadImages.refused()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("empty.jpg: is empty");
            assertThat(target).doesNotExist();
            BadImages bad = BadImages.skipped();
            assertThat(write(model, Optional.of(PREPARATION), bad)).isEqualTo(3);
            assertThat(bad.messages()).hasSize(2).first().asString().contains("empty.jpg");
            assertThat(Npy.shape(target)).containsExactly(3L, 10L);
        }
    }

    @Test
    void saysHowPicturesBecomeNumbersOrAsks() {
        try (OnnxModel model = model(ResNet.cifar20(10), Map.of())) {
            assertThatThrownBy(() -> write(model, Optional.empty(), BadImages.refused()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("does not say how pictures become numbers");
        }
    }
}
