package io.demur.cli;

/** What the process says when it ends. */
final class ExitCode {
    /** Done. */
    static final int DONE = 0;

    /** A fault that is none of the user's. */
    static final int FAULT = 1;

    /** Bad usage or bad input. */
    static final int BAD_INPUT = 2;

    /** No threshold could be certified: an answer, but not the one asked for. */
    static final int INFEASIBLE = 3;

    /** Fresh data contradict a certificate. */
    static final int CONTRADICTED = 4;

    private ExitCode() {}
}
