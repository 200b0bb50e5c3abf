package io.demur.train.engine;

import io.demur.inputs.Features;
import io.demur.inputs.SequenceFeatures;
import io.demur.train.optimizer.Gradient;
import io.demur.train.optimizer.Loop;
import io.demur.train.optimizer.Parameter;
import java.util.Arrays;
import java.util.Optional;

/**
 * The embedding of each identifier of a sequence. A batch is cut to its longest row: what follows is padding and reaches
 * no logit. The embedding of the padding, identifier 0, is not trained.
 */
final class TokenInput implements InputLayer {
    private static final int PADDING = 0;

    private final Embeddings embeddings;

    TokenInput(Parameter table, Loop loop) {
        this.embeddings = new Embeddings(table, loop);
    }

    @Override
    public Prepared prepare(Features batch) {
        SequenceFeatures sequences = (SequenceFeatures) batch;
        int length = Arrays.stream(sequences.lengths()).max().orElse(1);
        for (int row = 0; row < sequences.rows(); row++) {
            for (int t = 0; t < sequences.lengths()[row]; t++) {
                int id = sequences.ids()[row * sequences.length() + t];
                if (id != PADDING) {
                    embeddings.collector().add(id, row * length + t);
                }
            }
        }
        return new Batch(sequences, length, embeddings, embeddings.collector().finish());
    }

    private record Batch(SequenceFeatures sequences, int length, Embeddings embeddings, Lookups lookups)
            implements Prepared {
        @Override
        public int[] touched() {
            return lookups.rows();
        }

        @Override
        public GraphInput forward() {
            int width = embeddings.width();
            float[] values = new float[Math.multiplyExact(sequences.rows(), Math.multiplyExact(length, width))];
            embeddings.loop().over(sequences.rows(), row -> {
                for (int t = 0; t < length; t++) {
                    int id = sequences.ids()[row * sequences.length() + t];
                    System.arraycopy(embeddings.values(), id * width, values, (row * length + t) * width, width);
                }
            });
            return GraphInput.sequences(length, width, values, sequences.lengths());
        }

        @Override
        public Optional<Gradient> backward(float[] slope) {
            return Optional.of(embeddings.gradient(lookups, slope));
        }
    }
}
