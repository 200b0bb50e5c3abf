package io.demur.train.engine;

import io.demur.inputs.DenseFeatures;
import io.demur.inputs.Features;
import io.demur.train.optimizer.Gradient;
import java.util.Optional;

/** Rows of numbers, as they are. */
final class DenseInput implements InputLayer {
    @Override
    public Prepared prepare(Features batch) {
        return new Batch((DenseFeatures) batch);
    }

    private record Batch(DenseFeatures rows) implements Prepared {
        @Override
        public int[] touched() {
            return new int[0];
        }

        @Override
        public GraphInput forward() {
            return GraphInput.vectors(rows.rows(), rows.columns(), rows.values());
        }

        @Override
        public Optional<Gradient> backward(float[] slope) {
            return Optional.empty();
        }
    }
}
