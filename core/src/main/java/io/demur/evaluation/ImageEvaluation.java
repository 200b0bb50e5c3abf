package io.demur.evaluation;

import io.demur.metric.Value;

/**
 * One image of a segmentation.
 *
 * @param image its position, from 0
 * @param labelled pixels that have a label
 * @param ignored pixels that have none
 * @param skipped pixels that have a label but are not finite, and were left out
 * @param classes right and wrong predictions of the labelled by class
 * @param aurc AURC[mean] of the labelled; undefined without any
 * @param confidence of the whole image, in the unit that the score of pixels is shown in: for msp a probability
 */
public record ImageEvaluation(
        long image, long labelled, long ignored, long skipped, ClassCounts classes, Value aurc, double confidence) {
    /** Labelled pixels predicted right. */
    public long right() {
        return classes.classes().stream().mapToLong(ClassCounts.Count::right).sum();
    }
}
