package io.demur.cli;

import io.demur.logits.InputException;
import picocli.CommandLine.Option;

/** How the work is done. */
class ThreadOptions {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to use, at most one per processor (default: all processors).")
    private int threads = most();

    /** The work is computing, and every thread keeps arrays of its own: more threads than processors cost only memory. */
    static int most() {
        return Runtime.getRuntime().availableProcessors();
    }

    final int threads() {
        if (threads < 1) {
            throw new InputException("--threads", "at least 1 is needed, not " + threads);
        }
        return Math.min(threads, most());
    }
}
