package io.demur.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.inputs.Features;
import io.demur.network.Architecture;
import io.demur.network.Layer;
import io.demur.network.ParameterSpec;
import io.demur.network.Tensor;
import io.demur.network.Weights;
import io.demur.train.loss.Mix;
import io.demur.train.loss.Tally;
import io.demur.train.optimizer.Gradient;
import io.demur.train.optimizer.Loop;
import io.demur.train.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    static Stream<Architecture> architectures() {
        return Stream.of(Samples.mlp(), Samples.bag(), Samples.lstm());
    }

    private static Network network(Architecture architecture, Weights weights) {
        return new Network(architecture, weights, Torch.open(Processor.CPU, 1), Loop.of(1));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void logitsAreThoseOfTheFormulas(Architecture architecture) {
        Weights weights = Weights.initial(architecture, 3);
        Features features = Samples.of(architecture, 200, 1).features();
        float[] logits =
                Inference.logits(architecture, weights, features, new TrainingOptions(1, 1, 0, Processor.CPU, 2));
        Reference reference = new Reference(architecture, weights);
        for (int row = 0; row < features.rows(); row++) {
            double[] expected = reference.logits(features, row);
            for (int k = 0; k < expected.length; k++) {
                assertThat((double) logits[row * expected.length + k])
                        .as("row %d, logit %d", row, k)
                        .isCloseTo(expected[k], within(2e-6));
            }
        }
    }

    /** Without dropout, so that it can be compared with differences of the reference. */
    private static Architecture still(Architecture architecture) {
        List<Layer> layers = architecture.layers().stream()
                .filter(layer -> layer.kind() != Layer.Kind.DROPOUT)
                .toList();
        return new Architecture(architecture.name(), layers);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void gradientsAreThoseOfDifferences(Architecture withDropout) {
        Architecture architecture = still(withDropout);
        Weights weights = Weights.initial(architecture, 5);
        Features features = Samples.of(architecture, 10, 2).features();
        float[] direction = direction(10 * Samples.CLASSES);
        Weights gradient = gradients(architecture, weights, features, direction, Optional.empty());
        SplittableRandom random = new SplittableRandom(1);
        for (ParameterSpec spec : architecture.parameters()) {
            for (int trial = 0; trial < 12; trial++) {
                int index = random.nextInt((int) spec.size());
                // so small that no ReLU turns on between the two
                Weights up = moved(weights, spec, index, 0x1p-14);
                Weights down = moved(weights, spec, index, -0x1p-14);
                double step = (double) up.tensor(spec.name()).values()[index]
                        - down.tensor(spec.name()).values()[index];
                double slope =
                        (along(architecture, up, features, direction) - along(architecture, down, features, direction))
                                / step;
                assertThat((double) gradient.tensor(spec.name()).values()[index])
                        .as("%s[%d]", spec.name(), index)
                        .isCloseTo(slope, within(1e-5));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void mixedWithItselfIsThePlainGradient(long seed) {
        Architecture architecture = still(Samples.bag());
        Weights weights = Weights.initial(architecture, seed);
        Features row = Samples.of(architecture, 1, seed).features();
        Features twins = row.select(0, 0, 0);
        float[] direction = direction(3 * Samples.CLASSES);
        Weights plain = gradients(architecture, weights, twins, direction, Optional.empty());
        Weights mixed = gradients(architecture, weights, twins, direction, Optional.of(Mix.of(1, 3, seed)));
        for (String name : plain.names()) {
            assertThat(mixed.tensor(name).values())
                    .containsExactly(plain.tensor(name).values(), within(1e-6f));
        }
    }

    private static float[] direction(int count) {
        float[] direction = new float[count];
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < count; i++) {
            direction[i] = (float) random.nextDouble() - 0.5f;
        }
        return direction;
    }

    /** By the loss {@code direction . logits}. */
    private static Weights gradients(
            Architecture architecture, Weights weights, Features features, float[] direction, Optional<Mix> mix) {
        try (Network network = network(architecture, weights)) {
            List<Gradient> gradients = network.gradients(network.prepare(features), mix, 1, (logits, slope) -> {
                        System.arraycopy(direction, 0, slope, 0, slope.length);
                        return Tally.NONE;
                    })
                    .gradients();
            return step(network, gradients);
        }
    }

    /** What one step of plain descent at rate 1 takes away is the gradient. */
    private static Weights step(Network network, List<Gradient> gradients) {
        Weights before = network.weights();
        Optimizer.of(Descent.AT_RATE_ONE, network.parameters(), Loop.of(1)).step(gradients);
        Map<String, Tensor> differences = new LinkedHashMap<>();
        network.weights().tensors().forEach((name, after) -> {
            float[] values = before.tensor(name).values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] -= after.values()[i];
            }
            differences.put(name, Tensor.of(after.shape(), values));
        });
        return Weights.of(differences);
    }

    private static Weights moved(Weights weights, ParameterSpec spec, int index, double step) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(weights.tensors());
        float[] values = weights.tensor(spec.name()).values().clone();
        values[index] += (float) step;
        tensors.put(spec.name(), Tensor.of(spec.shape(), values));
        return Weights.of(tensors);
    }

    private static double along(Architecture architecture, Weights weights, Features features, float[] direction) {
        double sum = 0;
        Reference reference = new Reference(architecture, weights);
        for (int row = 0; row < features.rows(); row++) {
            double[] logits = reference.logits(features, row);
            for (int k = 0; k < logits.length; k++) {
                sum += logits[k] * direction[row * logits.length + k];
            }
        }
        return sum;
    }
}
