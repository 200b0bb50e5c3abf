package io.demur.serve.watch;

/** The monitor's memory cannot be written: its disk is full, or gone. Nothing of the transaction was kept. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the first line of what the store says. */
    StoreException(Throwable cause) {
        super(String.valueOf(cause.getMessage()).lines().findFirst().orElse("unknown"), cause);
    }
}
