package io.demur.train.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.inputs.DenseFeatures;
import io.demur.network.Architecture;
import io.demur.network.Composite.Chain;
import io.demur.network.Composite.Concat;
import io.demur.network.Composite.Resized;
import io.demur.network.Composite.Sum;
import io.demur.network.DeepLab;
import io.demur.network.DenseNet;
import io.demur.network.ImageLayer;
import io.demur.network.ImageLayer.Conv2d;
import io.demur.network.Layer;
import io.demur.network.ParameterSpec;
import io.demur.network.ResNet;
import io.demur.network.Shape;
import io.demur.network.Tensor;
import io.demur.network.TransformerLayer;
import io.demur.network.VisionTransformer;
import io.demur.network.Weights;
import io.demur.network.Window;
import io.demur.onnx.OnnxExport;
import io.demur.onnx.OnnxModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine and ONNX Runtime give the same logits, for each kind of layer and each network. */
class ParityTest {
    private static final Shape.Image SMALL = new Shape.Image(4, 9, 7);

    @TempDir
    Path folder;

    static Stream<Arguments> layers() {
        Window wide = new Window(3, 2, 2, 2);
        return Stream.of(
                        new Conv2d(4, 6, Window.same(3, 1)),
                        new Conv2d(4, 6, wide, 2, Conv2d.Bias.ADDED),
                        new ImageLayer.BatchNorm(4),
                        new ImageLayer.MaxPool(new Window(3, 2, 1, 1)),
                        new ImageLayer.AvgPool(new Window(3, 2, 1, 1)),
                        new ImageLayer.GlobalAveragePool(),
                        new ImageLayer.Flatten(),
                        new TransformerLayer.Gelu(),
                        Chain.of(new ImageLayer.Flatten(), new TransformerLayer.LayerNorm(4 * 9 * 7, 1e-6)),
                        Sum.of(Chain.of(), new Conv2d(4, 4, Window.same(3, 1)), new Layer.Relu()),
                        Sum.of(new ImageLayer.BatchNorm(4)),
                        Concat.of(Chain.of(), new Conv2d(4, 3, Window.same(5, 1, 2))),
                        new Resized(new ImageLayer.GlobalAveragePool()),
                        new Resized(new Conv2d(4, 3, Window.same(3, 3))),
                        new Resized(new Conv2d(4, 3, Window.valid(1, 2))))
                .map(layer -> Arguments.of(new Architecture(layer.toString(), SMALL, List.of(layer))));
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                        ResNet.cifar20(10),
                        DenseNet.bc(2, 4, 5),
                        VisionTransformer.of(new TransformerLayer.PatchEmbedding(3, 12, 4, 18), 2, 3, 5),
                        DeepLab.small(new Shape.Image(3, 50, 67), 11))
                .map(Arguments::of);
    }

    static Stream<Arguments> largeNetworks() {
        return Stream.of(
                        ResNet.imagenet50(1000),
                        DenseNet.bc100(100),
                        VisionTransformer.small16(1000),
                        DeepLab.resnet101(new Shape.Image(3, 97, 129), 19))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource({"layers", "networks"})
    void onnxGivesTheLogitsOfTheEngine(Architecture network) {
        assertParity(network, 3);
    }

    @ParameterizedTest
    @MethodSource("largeNetworks")
    @Tag("slow")
    void alsoForTheLargeNetworks(Architecture network) {
        assertParity(network, 1);
    }

    private void assertParity(Architecture network, int rows) {
        Weights weights = perturbed(network, 7);
        int width = ((Shape.Image) network.input()).numbers();
        DenseFeatures features = DenseFeatures.of(width, noise(rows * width, 3));
        float[] ours = Inference.logits(network, weights, features, new TrainingOptions(1, 1, 0, Processor.CPU, 2));
        Path file = folder.resolve("model.onnx");
        OnnxExport.write(network, weights, Map.of(), file);
        try (OnnxModel model = OnnxModel.open(file, 2)) {
            float[] theirs = model.logits(features);
            assertThat(theirs).hasSize(rows * network.outputs() * network.places());
            assertThat(largest(ours)).isBetween(1e-2f, 1e3f);
            assertThat(farthest(theirs, ours)).isLessThan(1e-4f);
        }
    }

    /** The largest difference, in units of the logit where that is above 1; NaN counts as infinitely far. */
    private static float farthest(float[] theirs, float[] ours) {
        float farthest = 0;
        for (int i = 0; i < ours.length; i++) {
            float distance = Math.abs(theirs[i] - ours[i]) / Math.max(1, Math.abs(ours[i]));
            farthest = distance >= 0 ? Math.max(farthest, distance) : Float.POSITIVE_INFINITY;
        }
        return farthest;
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** Scales, shifts and running statistics that are not those of the beginning. */
    static Weights perturbed(Architecture network, long seed) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> initial = Weights.initial(network, seed).tensors();
        for (ParameterSpec spec : network.parameters()) {
            float[] values = initial.get(spec.name()).values().clone();
            double spread = spec.kind() == ParameterSpec.Kind.WEIGHT ? 0 : 0.3;
            double scale = spec.kind() == ParameterSpec.Kind.SCALE ? 0.7 : 1; // or deep sums grow block by block
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (scale * values[i] + spread * (random.nextDouble() - 0.5));
            }
            tensors.put(spec.name(), Tensor.of(spec.shape(), values));
        }
        return Weights.of(tensors);
    }

    static float[] noise(int count, long seed) {
        float[] values = new float[count];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        return values;
    }
}
