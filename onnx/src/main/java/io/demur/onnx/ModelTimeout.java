package io.demur.onnx;

/** A model that was stopped because it took longer than it may. */
public final class ModelTimeout extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelTimeout(String message, Throwable cause) {
        super(message, cause);
    }
}
