package io.demur.spark;

import io.demur.logits.InputException;

/** Messages of refused input that come from another process, whole. */
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
}
