package io.demur.cli;

import picocli.CommandLine.Option;

/** How work is done in which chance has a part. */
final class RunOptions extends ThreadOptions {
    @Option(names = "--seed", paramLabel = "N", description = "Seed of splits and resamples (default: 1).")
    private long seed = 1;

    long seed() {
        return seed;
    }
}
