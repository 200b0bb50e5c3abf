package io.demur.evaluation;

import io.demur.metric.Reliability;

/**
 * How far the softmax probabilities are from frequencies, over some rows.
 *
 * @param samples number of rows
 * @param coverage share of all rows that these are
 * @param error share predicted wrong, with an exact binomial interval
 * @param ece top-label calibration error, 15 equal-width bins; an interval by the bootstrap alone, and of all rows alone
 * @param adaptiveEce top-label calibration error, 15 bins of equal count; an interval as that of {@code ece}
 * @param logLoss mean negative log likelihood of the labels, in nats, with an interval
 * @param brier mean Brier score, in [0, 2], with an interval
 * @param reliability the bins behind {@code ece}
 */
public record Calibration(
        long samples,
        double coverage,
        Estimate error,
        Estimate ece,
        Estimate adaptiveEce,
        Estimate logLoss,
        Estimate brier,
        Reliability reliability) {}
