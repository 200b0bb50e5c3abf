package io.demur.serve.decide;

/** A model that could not compute rows which have the right form: no fault of who sent them. */
public final class ModelFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelFailure(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
