package io.demur.inputs.prepare;

import io.demur.inputs.Features;
import io.demur.inputs.RawRows;

/**
 * Turns raw rows into what a network takes: the same code and the same numbers in training, prediction and serving.
 *
 * <p>Values that {@link PreparationJson} stores. What is learnt from data is learnt from training rows only. A row's
 * features depend on this row alone, on every JDK and in every locale.
 */
public sealed interface Preparation permits TablePreparation, NgramPreparation, TokenPreparation, ImagePreparation {
    /**
     * The features of rows, in their order.
     *
     * @throws io.demur.logits.InputException for rows of another kind, and for what the preparation refuses
     */
    Features prepare(RawRows rows);
}
