package io.demur.inputs.read;

import io.demur.inputs.DataSet;

/**
 * A data set whose makers have set rows aside for testing.
 *
 * @param train rows to learn from, tune and certify on
 * @param test rows with the same classes
 */
public record TrainAndTest(DataSet train, DataSet test) {}
