package io.demur.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.inputs.DenseFeatures;
import io.demur.inputs.Features;
import io.demur.network.Architecture;
import io.demur.network.ImageLayer;
import io.demur.network.Layer;
import io.demur.network.ParameterSpec;
import io.demur.network.Shape;
import io.demur.network.Tensor;
import io.demur.network.Weights;
import io.demur.train.Objective;
import io.demur.train.loss.BatchLoss;
import io.demur.train.loss.Mix;
import io.demur.train.loss.ObjectiveTargets;
import io.demur.train.optimizer.Loop;
import io.demur.train.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gradients of mixup and CutMix are differences of the loss that their papers write down, in double precision:
 * {@code lambda CE(v(x), y) + (1 - lambda) CE(v(x), y')}, the mean over rows {@code x} mixed of two.
 */
class MixedGradientTest {
    private static final int ROWS = 8;
    private static final int WIDTH = 2 * 3 * 4;

    private record Task(Architecture network, Objective objective, Examples rows, Mix mix) {}

    static Stream<Arguments> tasks() {
        return LongStream.of(1, 2, 3)
                .boxed()
                .flatMap(seed -> Stream.of(
                        Arguments.of("mixup of numbers, seed " + seed, mixup(Samples.mlp(), seed)),
                        Arguments.of("mixup of embeddings, seed " + seed, mixup(Samples.bag(), seed)),
                        Arguments.of("cutmix, seed " + seed, cutmix(seed))));
    }

    private static Task mixup(Architecture withDropout, long seed) {
        Architecture network = new Architecture(
                "still",
                withDropout.layers().stream()
                        .filter(layer -> layer.kind() != Layer.Kind.DROPOUT)
                        .toList());
        Mix mix = telling(seed, key -> Mix.of(1, ROWS, key));
        return new Task(network, new Objective.Mixup(1), Samples.of(network, ROWS, seed), mix);
    }

    private static Task cutmix(long seed) {
        Architecture network = new Architecture(
                "picture",
                new Shape.Image(2, 3, 4),
                List.of(
                        new ImageLayer.Flatten(),
                        new Layer.Dense(WIDTH, 7),
                        new Layer.Relu(),
                        new Layer.Dense(7, Samples.CLASSES)));
        int[] labels = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            labels[row] = row % Samples.CLASSES;
        }
        DenseFeatures pictures = DenseFeatures.of(WIDTH, ParityTest.noise(ROWS * WIDTH, seed));
        Mix mix = telling(seed, key -> Mix.cut(1, ROWS, new Mix.Area(3, 4), key));
        return new Task(network, new Objective.CutMix(1), Examples.of(pictures, labels), mix);
    }

    /** The first one in which both shares are large and unlike, and most rows have a partner of another class. */
    private static Mix telling(long seed, LongFunction<Mix> draw) {
        return LongStream.iterate(seed * 1_000, key -> key + 1)
                .mapToObj(draw)
                .filter(mix -> mix.lambda() > 0.15 && mix.lambda() < 0.4)
                .filter(mix -> LongStream.range(0, ROWS)
                                .filter(row -> (mix.partner((int) row) - row) % Samples.CLASSES != 0)
                                .count()
                        > ROWS / 2)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tasks")
    void gradientsAreDifferencesOfTheMixedLoss(String name, Task task) {
        Weights weights = Weights.initial(task.network, 5);
        Weights gradient = gradient(task, weights);
        SplittableRandom random = new SplittableRandom(1);
        for (ParameterSpec spec : task.network.parameters()) {
            for (int trial = 0; trial < 12; trial++) {
                int index = random.nextInt((int) spec.size());
                // so small that no ReLU turns on between the two
                Weights up = moved(weights, spec, index, 0x1p-14);
                Weights down = moved(weights, spec, index, -0x1p-14);
                double step = (double) up.tensor(spec.name()).values()[index]
                        - down.tensor(spec.name()).values()[index];
                assertThat((double) gradient.tensor(spec.name()).values()[index])
                        .as("%s[%d]", spec.name(), index)
                        .isCloseTo((loss(task, up) - loss(task, down)) / step, within(2e-6));
            }
        }
    }

    private static double loss(Task task, Weights weights) {
        Reference reference = new Reference(task.network, weights);
        int[] labels = task.rows.labels();
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            double[] logits = logits(task, reference, row);
            double lambda = task.mix.lambda();
            sum += lambda * crossEntropy(logits, labels[row])
                    + (1 - lambda) * crossEntropy(logits, labels[task.mix.partner(row)]);
        }
        return sum / ROWS;
    }

    /** Numbers and embeddings are averaged; of pictures a rectangle is the partner's, which has a test of its own. */
    private static double[] logits(Task task, Reference reference, int row) {
        Features features = task.rows.features();
        if (task.objective instanceof Objective.CutMix) {
            float[] cut = task.mix.mix(((DenseFeatures) features).values(), WIDTH);
            return reference.logits(DenseFeatures.of(WIDTH, cut), row);
        }
        return reference.mixedLogits(features, row, task.mix.partner(row), task.mix.lambda());
    }

    private static double crossEntropy(double[] logits, int label) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        return Math.log(sum) - logits[label];
    }

    /** As a training computes it: what one step of plain descent at rate 1 takes away. */
    private static Weights gradient(Task task, Weights weights) {
        BatchLoss loss = BatchLoss.of(task.objective, Samples.CLASSES);
        try (Network network = new Network(task.network, weights, Torch.open(Processor.CPU, 1), Loop.of(1))) {
            Network.Outcome outcome = network.gradients(
                    network.prepare(task.rows.features()),
                    Optional.of(task.mix),
                    1,
                    (logits, slope) -> loss.evaluate(
                            logits,
                            ObjectiveTargets.of(
                                            task.objective, Samples.CLASSES, task.rows.labels(), task.rows.teacher())
                                    .mixed(task.mix),
                            slope));
            Optimizer.of(Descent.AT_RATE_ONE, network.parameters(), Loop.of(1)).step(outcome.gradients());
            Map<String, Tensor> gradient = new LinkedHashMap<>();
            network.weights().tensors().forEach((name, after) -> {
                float[] values = weights.tensor(name).values().clone();
                for (int i = 0; i < values.length; i++) {
                    values[i] -= after.values()[i];
                }
                gradient.put(name, Tensor.of(after.shape(), values));
            });
            return Weights.of(gradient);
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
