package io.demur.spark;

import io.demur.logits.InputException;
import java.util.function.Supplier;

/** Refused input that was found in a task, brought back to the one clear line that it began as. */
final class Refusal {
    private static final String COLON = ": ";

    private Refusal() {}

    /** The exception with just this message. */
    static InputException of(String message) {
        int colon = message.indexOf(COLON);
        return colon < 0
                ? new InputException("rows", message)
                : new InputException(message.substring(0, colon), message.substring(colon + COLON.length()));
    }

    /**
     * Does work on Spark.
     *
     * @throws InputException the one that a task threw, without what Spark wraps around it
     */
    static <T> T unwrapped(Supplier<T> work) {
        try {
            return work.get();
        } catch (Exception e) {
            Throwable cause = e;
            while (cause != null) {
                if (cause instanceof InputException refused) {
                    throw refused;
                }
                cause = cause.getCause();
            }
            throw e;
        }
    }
}
