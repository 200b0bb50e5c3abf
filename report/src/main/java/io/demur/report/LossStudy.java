package io.demur.report;

import io.demur.metric.CurveMetric;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Models of one task that differ in loss and seed alone.
 *
 * @param classes number of classes {@code K}
 * @param metric the convention of every {@code aurc}
 * @param models at least one, those of a loss together
 */
public record LossStudy(int classes, CurveMetric metric, List<Model> models) {

    /**
     * One trained model on the test rows.
     *
     * @param loss as in tables
     * @param alpha of label smoothing; 0 is cross-entropy; empty for other losses
     * @param error share of wrong predictions
     * @param msp the softmax probability
     * @param norm logit normalisation with the order of the tuning rows, if it could be had
     */
    public record Model(String loss, OptionalDouble alpha, double error, Ranked msp, Optional<Ranked> norm) {}

    /**
     * What a score is worth.
     *
     * @param aurc in the convention of the study
     * @param coverage answered at an empirical risk of 1 %
     */
    public record Ranked(double aurc, double coverage) {}

    /** Copies the models. */
    public LossStudy {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("a study needs a model");
        }
        models = List.copyOf(models);
    }
}
