package io.demur.train.run;

import io.demur.inputs.Features;

/** Prepared rows with their classes: one part of a data set. Arrays are handed over and not to be changed. */
final class Part {
    private final Features features;
    private final int[] labels;

    private Part(Features features, int[] labels) {
        this.features = features;
        this.labels = labels;
    }

    static Part of(Features features, int[] labels) {
        if (features.rows() != labels.length) {
            throw new IllegalArgumentException(labels.length + " labels for " + features.rows() + " rows");
        }
        return new Part(features, labels);
    }

    int rows() {
        return labels.length;
    }

    Features features() {
        return features;
    }

    int[] labels() {
        return labels;
    }
}
