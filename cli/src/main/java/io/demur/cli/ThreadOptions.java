package io.demur.cli;

import io.demur.logits.InputException;
import picocli.CommandLine.Option;

/** How the work is done. */
class ThreadOptions {
    @Option(names = "--threads", paramLabel = "N", description = "Threads to use (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    final int threads() {
        if (threads < 1) {
            throw new InputException("--threads", "at least 1 is needed, not " + threads);
        }
        return threads;
    }
}
