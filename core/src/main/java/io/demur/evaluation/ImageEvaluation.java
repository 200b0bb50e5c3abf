package io.demur.evaluation;

import io.demur.metric.Value;

/**
 * One image of a segmentation.
 *
 * @param image its position, from 0
 * @param labelled pixels that have a label
 * @param ignored pixels that have none
 * @param classes right and wrong predictions of the labelled by class
 * @param aurc AURC[mean] of the labelled; undefined without any
 * @param confidence of the whole image
 */
public record ImageEvaluation(
        long image, long labelled, long ignored, ClassCounts classes, Value aurc, double confidence) {
    /** Labelled pixels predicted right. */
    public long right() {
        return classes.classes().stream().mapToLong(ClassCounts.Count::right).sum();
    }
}
