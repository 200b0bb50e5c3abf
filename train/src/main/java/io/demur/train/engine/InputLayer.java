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
    /** Makes a batch ready; nothing is read of the parameters yet. */
    Prepared prepare(Features batch);

    /** A batch on its way through the layer. */
    interface Prepared {
        /** The rows of the table that the batch reads and whose gradient is wanted, each once. */
        int[] touched();

        /** What the graph begins with, from the parameters as they are now. */
        GraphInput forward();

        /**
         * The gradient of the touched rows, if there is a table.
         *
         * @param slope the gradient by what {@link #forward} gave
         */
        Optional<Gradient> backward(float[] slope);
    }
}
