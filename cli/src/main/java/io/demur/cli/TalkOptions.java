package io.demur.cli;

import picocli.CommandLine.Option;

/** How much is said on standard error. */
final class TalkOptions {
    @Option(names = "--quiet", description = "Say nothing on standard error but errors.")
    private boolean quiet;

    /** Looked up in the arguments themselves, so that it works for a command line that cannot be parsed. */
    @Option(names = "--stacktrace", description = "Show where in the program an error came from.")
    @SuppressWarnings("UnusedVariable")
    private boolean stacktrace;

    void apply(Console console) {
        if (quiet) {
            console.beQuiet();
        }
    }
}
