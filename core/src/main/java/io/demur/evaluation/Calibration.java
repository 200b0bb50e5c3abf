package io.demur.evaluation;

import io.demur.metric.Reliability;
import io.demur.metric.Value;

/**
 * How far the softmax probabilities are from frequencies, over some rows.
 *
 * @param samples number of rows
 * @param coverage share of all rows that these are
 * @param error share predicted wrong
 * @param ece top-label calibration error, 15 equal-width bins
 * @param adaptiveEce top-label calibration error, 15 bins of equal count
 * @param logLoss mean negative log likelihood of the labels, in nats
 * @param brier mean Brier score, in [0, 2]
 * @param reliability the bins behind {@code ece}
 */
public record Calibration(
        long samples,
        double coverage,
        Value error,
        Value ece,
        Value adaptiveEce,
        Value logLoss,
        Value brier,
        Reliability reliability) {}
