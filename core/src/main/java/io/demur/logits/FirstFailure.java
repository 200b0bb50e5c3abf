package io.demur.logits;

/**
 * The failure that belongs to the earliest row, of those that several threads meet. Recording allocates nothing, because
 * the failure may be that memory is used up.
 */
final class FirstFailure {
    private final Throwable none = new IllegalStateException("no failure");
    private volatile Throwable cause = none;
    private long row = Long.MAX_VALUE;

    synchronized void record(long failedRow, Throwable problem) {
        if (cause == none || failedRow < row) {
            row = failedRow;
            cause = problem;
        }
    }

    boolean happened() {
        return cause != none;
    }

    /** The row of the failure; beyond every row if there is none. */
    synchronized long row() {
        return row;
    }

    /** Throws the failure, if there is one; it is never a checked exception. */
    void rethrow() {
        if (cause instanceof Error error) {
            throw error;
        }
        if (happened()) {
            throw (RuntimeException) cause;
        }
    }
}
