package io.demur.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.inputs.DenseFeatures;
import io.demur.network.Architecture;
import io.demur.network.Composite.Chain;
import io.demur.network.Composite.Concat;
import io.demur.network.Composite.Resized;
import io.demur.network.Composite.Sum;
import io.demur.network.ImageLayer;
import io.demur.network.ImageLayer.BatchNorm;
import io.demur.network.ImageLayer.Conv2d;
import io.demur.network.Layer;
import io.demur.network.ParameterSpec;
import io.demur.network.Shape;
import io.demur.network.Tensor;
import io.demur.network.TransformerLayer;
import io.demur.network.VisionTransformer;
import io.demur.network.Weights;
import io.demur.network.Window;
import io.demur.train.loss.Tally;
import io.demur.train.optimizer.Loop;
import io.demur.train.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients in training, where batch normalisation sees the batch, are those of differences. */
class ImageGradientTest {
    private static final int ROWS = 4;

    static Stream<Architecture> networks() {
        Conv2d conv = new Conv2d(3, 3, Window.same(3, 1));
        Layer residual = Sum.of(Chain.of(conv, new BatchNorm(3), new TransformerLayer.Gelu(), conv), Chain.of());
        return Stream.of(
                new Architecture(
                        "residual",
                        new Shape.Image(2, 5, 4),
                        List.of(
                                new Conv2d(2, 3, Window.same(3, 1), 1, Conv2d.Bias.ADDED),
                                new BatchNorm(3),
                                residual,
                                new ImageLayer.AvgPool(Window.valid(2, 2)),
                                new ImageLayer.Flatten(),
                                new Layer.Dense(12, 3))),
                new Architecture(
                        "every pixel",
                        new Shape.Image(2, 5, 4),
                        List.of(new Resized(Chain.of(
                                new Conv2d(2, 3, Window.same(3, 2)),
                                Concat.of(new BatchNorm(3), new Resized(new ImageLayer.GlobalAveragePool())),
                                new Conv2d(6, 3, Window.valid(1, 1)))))),
                withoutDropout(VisionTransformer.of(new TransformerLayer.PatchEmbedding(2, 4, 2, 6), 1, 2, 3)));
    }

    private static Architecture withoutDropout(Architecture network) {
        List<Layer> layers = network.layers().stream()
                .filter(layer -> layer.kind() != Layer.Kind.DROPOUT)
                .toList();
        return new Architecture(network.name(), network.input(), layers);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAreThoseOfDifferences(Architecture network) {
        Weights weights = ParityTest.perturbed(network, 5);
        Pass pass = pass(network, weights);
        SplittableRandom random = new SplittableRandom(1);
        for (ParameterSpec spec : network.parameters()) {
            for (int trial = 0; trial < 4 && spec.isTrained(); trial++) {
                int index = random.nextInt((int) spec.size());
                double step = 0x1p-8;
                double up = pass(network, moved(weights, spec, index, step)).loss;
                double down = pass(network, moved(weights, spec, index, -step)).loss;
                assertThat((double) pass.gradient.tensor(spec.name()).values()[index])
                        .as("%s[%d]", spec.name(), index)
                        .isCloseTo((up - down) / (2 * step), within(4e-3));
            }
        }
    }

    /** {@code r = .9 r + .1 b}, the variance unbiased; and nothing moves unless the pass counts. */
    @Test
    void runningStatisticsFollowTheBatch() {
        Architecture network = new Architecture(
                "norm",
                new Shape.Image(1, 2, 1),
                List.of(new BatchNorm(1), new ImageLayer.Flatten(), new Layer.Dense(2, 2)));
        Weights weights = Weights.initial(network, 1);
        try (Network running = new Network(network, weights, Torch.open(Processor.CPU, 1), Loop.of(1))) {
            DenseFeatures rows = DenseFeatures.of(2, new float[] {1, 2, 4, 9});
            Network.Outcome outcome =
                    running.gradients(running.prepare(rows), Optional.empty(), 1, (logits, slope) -> Tally.NONE);
            assertThat(running.weights()).isEqualTo(weights);
            outcome.keepStatistics();
            assertThat(running.weights().tensor("0.norm.running_mean").values())
                    .containsExactly(new float[] {.4f}, within(1e-6f));
            // variance of 1, 2, 4, 9 is 38/3
            assertThat(running.weights().tensor("0.norm.running_var").values())
                    .containsExactly(new float[] {(float) (.9 + .1 * 38 / 3)}, within(1e-6f));
        }
    }

    private record Pass(double loss, Weights gradient) {}

    private static Pass pass(Architecture network, Weights weights) {
        int width = ((Shape.Image) network.input()).numbers();
        DenseFeatures rows = DenseFeatures.of(width, ParityTest.noise(ROWS * width, 2));
        float[] direction = ParityTest.noise(ROWS * network.outputs() * network.places(), 4);
        double[] loss = new double[1];
        try (Network running = new Network(network, weights, Torch.open(Processor.CPU, 1), Loop.of(1))) {
            Network.Outcome outcome = running.gradients(running.prepare(rows), Optional.empty(), 1, (logits, slope) -> {
                for (int i = 0; i < slope.length; i++) {
                    slope[i] = direction[i];
                    loss[0] += (double) direction[i] * logits[i];
                }
                return Tally.NONE;
            });
            Optimizer.of(Descent.AT_RATE_ONE, running.parameters(), Loop.of(1)).step(outcome.gradients());
            Map<String, Tensor> gradient = new LinkedHashMap<>();
            running.weights().tensors().forEach((name, after) -> {
                float[] values = weights.tensor(name).values().clone();
                for (int i = 0; i < values.length; i++) {
                    values[i] -= after.values()[i];
                }
                gradient.put(name, Tensor.of(after.shape(), values));
            });
            return new Pass(loss[0], Weights.of(gradient));
        }
    }

    private static Weights moved(Weights weights, ParameterSpec spec, int index, double step) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(weights.tensors());
        float[] values = weights.tensor(spec.name()).values().clone();
        values[index] += (float) step;
        tensors.put(spec.name(), Tensor.of(spec.shape(), values));
        return Weights.of(tensors);
    }
}
