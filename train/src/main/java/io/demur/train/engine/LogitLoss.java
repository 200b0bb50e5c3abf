package io.demur.train.engine;

import io.demur.train.loss.Tally;

/** What a batch's logits cost. */
@FunctionalInterface
interface LogitLoss {
    /** Returns the sums, and writes the gradient of the mean loss by the logits. */
    Tally at(float[] logits, float[] gradient);
}
