package io.demur.train.optimizer;

/**
 * What one call of an update rule works on: a row of a parameter, and its gradient.
 *
 * @param parameter whose values and moments change
 * @param start where the row begins in them
 * @param gradient holds the row's gradient
 * @param gradientStart where that begins
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a view for the length of one call
record Span(Parameter parameter, int start, float[] gradient, int gradientStart) {
    int length() {
        return parameter.width();
    }
}
