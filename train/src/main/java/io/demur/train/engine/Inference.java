package io.demur.train.engine;

import io.demur.inputs.DenseFeatures;
import io.demur.inputs.Features;
import io.demur.inputs.sample.Batches;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.Shape;
import io.demur.network.Weights;
import io.demur.train.optimizer.Loop;
import java.util.Iterator;
import java.util.stream.IntStream;

/** Logits of a trained network, dropout off. */
public final class Inference {
    /** Rows at a time; large enough for matrix products, small enough for sequences in memory. */
    static final int ROWS = 128;

    /** Numbers at a time that go in or come out; images are large. */
    private static final int NUMBERS = 1 << 22;

    private Inference() {}

    /**
     * The logits of all rows, row after row; {@code (K, height, width)} each where every pixel has its own.
     *
     * @throws InputException if the weights or the rows do not fit the network, or if there is no such processor
     */
    public static float[] logits(
            Architecture architecture, Weights weights, Features features, TrainingOptions options) {
        weights.requireFit("weights", architecture);
        FeatureCheck.requireFit("the", features, architecture.input());
        Torch torch = Torch.open(options.processor(), options.threads());
        try (Network network = new Network(architecture, weights, torch, Loop.of(options.threads()))) {
            return logits(network, features);
        }
    }

    /**
     * The logits of all rows of a source, some rows at a time and in their order.
     *
     * @param sink takes rows and their logits, in the form of {@link #logits}
     * @throws InputException as {@link #logits} does, and if a row cannot be had
     */
    public static void run(
            Architecture architecture, Weights weights, ExampleSource source, TrainingOptions options, Sink sink) {
        weights.requireFit("weights", architecture);
        Torch torch = Torch.open(options.processor(), options.threads());
        try (Network network = new Network(architecture, weights, torch, Loop.of(options.threads()))) {
            int input = architecture.input() instanceof Shape.Image image ? image.numbers() : 1;
            int most = Math.max(1, Math.min(ROWS, NUMBERS / Math.max(network.numbersPerRow(), input)));
            Iterator<int[]> parts = Batches.inOrder(source.rows(), most);
            try (Feeding feeding =
                    Feeding.start(source, parts, rows -> source.batch(options.seed(), 0, rows), options.threads())) {
                boolean more = true;
                while (more && feeding.hasNext()) {
                    Examples part = feeding.next();
                    FeatureCheck.requireFit("the", part.features(), architecture.input());
                    more = sink.accept(part, network.logits(part.features()));
                }
            }
        }
    }

    /** What takes logits. */
    @FunctionalInterface
    public interface Sink {
        /** Takes some rows and their logits, both its own; false if it wants no more. */
        boolean accept(Examples rows, float[] logits);
    }

    static float[] logits(Network network, Features features) {
        int width = network.numbersPerRow();
        float[] logits = new float[Math.multiplyExact(features.rows(), width)];
        int most = Math.max(1, Math.min(ROWS, NUMBERS / Math.max(width, widthOf(features))));
        for (int from = 0; from < features.rows(); from += most) {
            int end = Math.min(features.rows(), from + most);
            float[] part =
                    network.logits(features.select(IntStream.range(from, end).toArray()));
            System.arraycopy(part, 0, logits, from * width, part.length);
        }
        return logits;
    }

    private static int widthOf(Features features) {
        return features instanceof DenseFeatures dense ? dense.columns() : 1;
    }
}
