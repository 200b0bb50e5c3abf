package io.demur.guarantee;

/**
 * What SGR (selection with guaranteed risk, Geifman and El-Yaniv 2017) chooses on the certification sample: a column to
 * compare with, never a certificate, because its thresholds depend on the sample that judges them and its path can reach
 * more of them than it pays for.
 *
 * @param threshold accept if the confidence is at least this; a confidence of the sample, so possibly infinite
 * @param accepted number of samples accepted
 * @param errors number of errors among them
 * @param bound upper bound on the risk there at the level of one step
 */
public record SgrRule(double threshold, long accepted, long errors, double bound) {}
