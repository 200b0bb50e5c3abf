package io.demur.metric;

import java.util.stream.IntStream;

/**
 * Counts of (true class, predicted class): accuracy, and the intersection over union by which segmentations are judged.
 * Counts of several parts add up.
 */
public final class ConfusionMatrix {
    private final int classes;
    private final long[] counts;

    /** Empty, for {@code classes} classes. */
    public ConfusionMatrix(int classes) {
        this.classes = classes;
        this.counts = new long[classes * classes];
    }

    /** Counts one sample. */
    public void add(int truth, int prediction) {
        counts[truth * classes + prediction]++;
    }

    /** Takes all counts of another matrix. */
    public void merge(ConfusionMatrix other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /** How often a class was taken for another. */
    public long count(int truth, int prediction) {
        return counts[truth * classes + prediction];
    }

    /** Samples of a true class. */
    public long support(int truth) {
        return IntStream.range(0, classes).mapToLong(k -> count(truth, k)).sum();
    }

    /** Samples of a predicted class. */
    public long predicted(int prediction) {
        return IntStream.range(0, classes).mapToLong(k -> count(k, prediction)).sum();
    }

    /** Share of samples predicted right; for segmentation the pixel accuracy. Undefined without samples. */
    public Value accuracy() {
        long total = IntStream.range(0, classes).mapToLong(this::support).sum();
        long right = IntStream.range(0, classes).mapToLong(k -> count(k, k)).sum();
        return total == 0 ? Value.undefined(ReasonCode.NOTHING_ACCEPTED) : Value.of((double) right / total);
    }

    /** Intersection over union of one class, in [0, 1]; undefined if it neither occurs nor is predicted. */
    public Value intersectionOverUnion(int klass) {
        return intersectionOverUnion(count(klass, klass), support(klass), predicted(klass));
    }

    /** The same from the counts of one class: right, labelled so, predicted so. */
    public static Value intersectionOverUnion(long right, long labelled, long predicted) {
        long union = labelled + predicted - right;
        return union == 0 ? Value.undefined(ReasonCode.NOTHING_ACCEPTED) : Value.of((double) right / union);
    }

    /** Mean intersection over union, over the classes for which it is defined. */
    public Value meanIntersectionOverUnion() {
        double[] defined = IntStream.range(0, classes)
                .mapToObj(this::intersectionOverUnion)
                .flatMapToDouble(value -> value.number().stream())
                .toArray();
        return defined.length == 0
                ? Value.undefined(ReasonCode.NOTHING_ACCEPTED)
                : Value.of(IntStream.range(0, defined.length)
                                .mapToDouble(i -> defined[i])
                                .sum()
                        / defined.length);
    }
}
