package io.demur.serve.decide;

import io.demur.inputs.RawRows;

/** The rows of a request: what a model gave, or what one takes. */
public sealed interface Given {
    /** The outputs of a model. */
    record Logits(Rows rows) implements Given {}

    /** The numbers that a model takes. */
    record Numbers(Rows rows) implements Given {}

    /** Texts or cells of a table, which the model's preparation turns into numbers. */
    record Raw(RawRows rows) implements Given {}
}
