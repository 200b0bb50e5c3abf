package io.demur.cli;

import io.demur.guarantee.Confidence;
import io.demur.logits.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How intervals are computed. */
final class IntervalOptions {
    /** With fewer, the ends of an interval are but the outermost draws. */
    private static final int FEWEST = 100;

    /** Every number of every score is kept for every resample; an interval has long stopped moving. */
    private static final int MOST = 1_000_000;

    @Option(names = "--confidence", paramLabel = "C", description = "Confidence of every interval (default: 0.95).")
    private double confidence = 0.95;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            description = "Add bootstrap intervals from N seeded resamples, 100 to 1,000,000.")
    private @Nullable Integer resamples;

    /** Refuses what no interval could be computed with, before minutes of work go by. */
    void check() {
        confidence();
        resamples();
    }

    double confidence() {
        return Confidence.of(confidence).value();
    }

    /** 0 if none are asked for. */
    int resamples() {
        if (resamples == null) {
            return 0;
        }
        if (resamples < FEWEST || resamples > MOST) {
            throw new InputException(
                    "--bootstrap",
                    resamples + " resamples are too " + (resamples < FEWEST ? "few for an interval" : "many to keep"),
                    "give 100 to 1,000,000, or leave it out");
        }
        return resamples;
    }
}
