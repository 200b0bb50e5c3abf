package io.demur.cli;

import io.demur.logits.InputException;
import picocli.CommandLine.Option;

/** How the work is done and how sure intervals are. */
final class RunOptions {
    @Option(names = "--threads", paramLabel = "N", description = "Threads to use (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of splits and resamples (default: 1).")
    private long seed = 1;

    int threads() {
        if (threads < 1) {
            throw new InputException("--threads", "at least 1 is needed, not " + threads);
        }
        return threads;
    }

    long seed() {
        return seed;
    }
}
