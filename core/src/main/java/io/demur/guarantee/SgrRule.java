package io.demur.guarantee;

/**
 * What {@link Sgr} chooses.
 *
 * @param threshold accept if the confidence is at least this; a confidence of the sample, so possibly infinite
 * @param accepted number of samples accepted
 * @param errors number of errors among them
 * @param bound upper bound on the risk there at the level of one step
 */
public record SgrRule(double threshold, long accepted, long errors, double bound) {}
