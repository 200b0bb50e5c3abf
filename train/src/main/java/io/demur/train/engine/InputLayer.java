package io.demur.train.engine;

import io.demur.inputs.Features;
import io.demur.train.optimizer.Gradient;
import java.util.Optional;

/**
 * The first step of a network, outside PyTorch: rows of features become the numbers that the graph begins with.
 *
 * <p>Embeddings live here because a batch touches few rows of a table: they are gathered and their gradients scattered
 * on plain arrays, and no gradient of the table's size comes into being.
 */
interface InputLayer {
    /** The rows of a table that a batch reads, each once; none where there is no table. */
    int[] touched(Features batch);

    /** What the graph begins with. */
    GraphInput forward(Features batch);

    /**
     * The gradient of the touched rows.
     *
     * @param slope the gradient by what {@link #forward} gave
     */
    Optional<Gradient> backward(Features batch, float[] slope);
}
