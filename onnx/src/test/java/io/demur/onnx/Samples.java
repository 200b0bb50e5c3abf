package io.demur.onnx;

import io.demur.inputs.BagFeatures;
import io.demur.inputs.DenseFeatures;
import io.demur.inputs.Features;
import io.demur.inputs.SequenceFeatures;
import io.demur.network.Architecture;
import io.demur.network.Architectures;
import io.demur.network.Layer;
import io.demur.network.Shape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Small networks of every form, and rows for them. */
final class Samples {
    static final int LENGTH = 9;

    private Samples() {}

    static Stream<Architecture> networks() {
        return Stream.of(
                Architectures.mlp(7, 12, 5, 3),
                Architectures.tabular(6),
                Architectures.bagOfNgrams(50, 16, 0.3, 4),
                new Architecture(
                        "lstm",
                        List.of(
                                new Layer.TokenEmbedding(40, 6),
                                new Layer.LastLstm(6, 8),
                                new Layer.Dropout(0.2),
                                new Layer.Dense(8, 1))),
                new Architecture(
                        "lstm over dense steps",
                        List.of(
                                new Layer.TokenEmbedding(40, 6),
                                new Layer.Dense(6, 5),
                                new Layer.Relu(),
                                new Layer.LastLstm(5, 3),
                                new Layer.Dropout(0.5))),
                new Architecture("nothing", new Shape.Vector(2), List.of(new Layer.Dropout(0.1))));
    }

    /** Row 0 is empty or has one identifier, row 1 is full, row 2 repeats one identifier. */
    static Features features(Architecture network, int rows, SplittableRandom random) {
        if (network.input() instanceof Shape.Vector vector) {
            float[] values = new float[rows * vector.features()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-3, 3);
            }
            return DenseFeatures.of(vector.features(), values);
        }
        int vocabulary = network.input() instanceof Shape.Bag bag
                ? bag.vocabulary()
                : ((Shape.Tokens) network.input()).vocabulary();
        int[] lengths = new int[rows];
        for (int r = 0; r < rows; r++) {
            lengths[r] = r == 1 ? LENGTH : random.nextInt(1, LENGTH + 1);
        }
        lengths[0] = 1;
        return network.input() instanceof Shape.Bag
                ? bags(vocabulary, lengths, random)
                : sequences(vocabulary, lengths, random);
    }

    private static BagFeatures bags(int vocabulary, int[] lengths, SplittableRandom random) {
        lengths[0] = 0;
        int[] starts = new int[lengths.length + 1];
        for (int r = 0; r < lengths.length; r++) {
            starts[r + 1] = starts[r] + lengths[r];
        }
        int[] ids = random.ints(starts[lengths.length], 0, vocabulary).toArray();
        for (int i = starts[2]; lengths.length > 2 && i < starts[3]; i++) {
            ids[i] = 7 + i % 2;
        }
        return BagFeatures.of(starts, ids);
    }

    private static SequenceFeatures sequences(int vocabulary, int[] lengths, SplittableRandom random) {
        int[] ids = new int[lengths.length * LENGTH];
        for (int r = 0; r < lengths.length; r++) {
            for (int t = 0; t < lengths[r]; t++) {
                ids[r * LENGTH + t] = r == 2 ? 7 : random.nextInt(1, vocabulary);
            }
        }
        return SequenceFeatures.of(LENGTH, ids, lengths);
    }
}
