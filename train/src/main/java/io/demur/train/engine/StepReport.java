package io.demur.train.engine;

/**
 * One step.
 *
 * @param step its number, from 1
 * @param steps how many the training has
 * @param epoch its epoch, from 1
 * @param loss mean loss of the batch, before the step
 * @param rows rows of the batch
 * @param waitedNanos how long the network had nothing to do because the batch was not ready
 */
public record StepReport(long step, long steps, int epoch, double loss, int rows, long waitedNanos) {}
