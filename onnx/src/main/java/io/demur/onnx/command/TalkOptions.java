package io.demur.onnx.command;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How much is said. */
final class TalkOptions {
    @Option(names = "--quiet", description = "Say nothing on standard error but errors.")
    private boolean quiet;

    /** The command line room looks for it among the arguments. */
    @Option(names = "--stacktrace", description = "Show where in the program an error came from.")
    @SuppressWarnings("UnusedVariable")
    private boolean stacktrace;

    void say(PrintWriter err, String line) {
        if (!quiet) {
            err.println(line);
            err.flush();
        }
    }
}
