package io.demur.cli;

import io.demur.guarantee.Confidence;
import io.demur.logits.InputException;
import picocli.CommandLine.Option;

/** How intervals are computed. */
final class IntervalOptions {
    @Option(names = "--confidence", paramLabel = "C", description = "Confidence of every interval (default: 0.95).")
    private double confidence = 0.95;

    @Option(names = "--bootstrap", paramLabel = "N", description = "Add bootstrap intervals from N seeded resamples.")
    private int resamples;

    /** Refuses what no interval could be computed with, before minutes of work go by. */
    void check() {
        confidence();
        resamples();
    }

    double confidence() {
        return Confidence.of(confidence).value();
    }

    int resamples() {
        if (resamples < 0) {
            throw new InputException("--bootstrap", resamples + " resamples cannot be drawn", "give a number above 0");
        }
        return resamples;
    }
}
