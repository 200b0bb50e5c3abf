package io.demur.train.engine;

import ai.djl.ndarray.types.Shape;
import io.demur.inputs.DenseFeatures;
import io.demur.inputs.Features;
import io.demur.train.optimizer.Gradient;
import java.util.Optional;

/** Rows of numbers, as they are; images have their shape. */
final class DenseInput implements InputLayer {
    private final Shape row;

    DenseInput(Shape row) {
        this.row = row;
    }

    @Override
    public Prepared prepare(Features batch) {
        return new Batch((DenseFeatures) batch, row);
    }

    private record Batch(DenseFeatures rows, Shape row) implements Prepared {
        @Override
        public int[] touched() {
            return new int[0];
        }

        @Override
        public GraphInput forward() {
            return GraphInput.rows(rows.rows(), row, rows.values());
        }

        @Override
        public Optional<Gradient> backward(float[] slope) {
            return Optional.empty();
        }
    }
}
