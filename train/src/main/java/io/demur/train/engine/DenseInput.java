package io.demur.train.engine;

import io.demur.inputs.DenseFeatures;
import io.demur.inputs.Features;
import io.demur.train.optimizer.Gradient;
import java.util.Optional;

/** Rows of numbers, as they are. */
final class DenseInput implements InputLayer {
    @Override
    public int[] touched(Features batch) {
        return new int[0];
    }

    @Override
    public GraphInput forward(Features batch) {
        DenseFeatures rows = (DenseFeatures) batch;
        return GraphInput.vectors(rows.rows(), rows.columns(), rows.values());
    }

    @Override
    public Optional<Gradient> backward(Features batch, float[] slope) {
        return Optional.empty();
    }
}
