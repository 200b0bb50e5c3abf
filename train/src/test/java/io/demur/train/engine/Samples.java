package io.demur.train.engine;

import io.demur.inputs.BagFeatures;
import io.demur.inputs.DenseFeatures;
import io.demur.inputs.SequenceFeatures;
import io.demur.network.Architecture;
import io.demur.network.Architectures;
import io.demur.network.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Small networks and made-up rows that they can learn. */
final class Samples {
    static final int CLASSES = 4;
    static final int VOCABULARY = 60;

    private Samples() {}

    static Architecture mlp() {
        return new Architecture(
                "mlp",
                List.of(new Layer.Dense(6, 10), new Layer.Relu(), new Layer.Dropout(.2), new Layer.Dense(10, CLASSES)));
    }

    static Architecture bag() {
        return Architectures.bagOfNgrams(VOCABULARY, 8, 0.3, CLASSES);
    }

    static Architecture lstm() {
        return new Architecture(
                "lstm",
                List.of(
                        new Layer.TokenEmbedding(VOCABULARY, 5),
                        new Layer.LastLstm(5, 7),
                        new Layer.Dropout(.1),
                        new Layer.Dense(7, CLASSES)));
    }

    /** Rows for one of the three, labels spread evenly. */
    static Examples of(Architecture architecture, int rows, long seed) {
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = row % CLASSES;
        }
        SplittableRandom random = new SplittableRandom(seed);
        return switch (architecture.layers().get(0).kind()) {
            case BAG -> Examples.of(bags(labels, random), labels);
            case TOKENS -> Examples.of(sequences(labels, random), labels);
            default -> Examples.of(dense(labels, random), labels);
        };
    }

    private static DenseFeatures dense(int[] labels, SplittableRandom random) {
        float[] values = new float[labels.length * 6];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble() - 0.5f + (i % 6 == labels[i / 6] ? 1 : 0);
        }
        return DenseFeatures.of(6, values);
    }

    /** One row in nine is empty. */
    private static BagFeatures bags(int[] labels, SplittableRandom random) {
        int[] starts = new int[labels.length + 1];
        int[] ids = new int[labels.length * 12];
        int end = 0;
        for (int row = 0; row < labels.length; row++) {
            int length = row % 9 == 8 ? 0 : 1 + random.nextInt(12);
            for (int i = 0; i < length; i++) {
                ids[end++] = word(labels[row], random);
            }
            starts[row + 1] = end;
        }
        return BagFeatures.of(starts, Arrays.copyOf(ids, end));
    }

    private static SequenceFeatures sequences(int[] labels, SplittableRandom random) {
        int length = 9;
        int[] ids = new int[labels.length * length];
        int[] lengths = new int[labels.length];
        for (int row = 0; row < labels.length; row++) {
            lengths[row] = 1 + random.nextInt(length);
            for (int t = 0; t < lengths[row]; t++) {
                ids[row * length + t] = word(labels[row], random);
            }
        }
        return SequenceFeatures.of(length, ids, lengths);
    }

    /** Half of the words tell the label; none is 0. */
    private static int word(int label, SplittableRandom random) {
        int word = 1 + random.nextInt((VOCABULARY - 1) / CLASSES) * CLASSES;
        return random.nextBoolean() ? word + label : word + random.nextInt(CLASSES);
    }
}
