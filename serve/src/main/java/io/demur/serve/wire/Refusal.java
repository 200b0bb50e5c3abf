package io.demur.serve.wire;

/** A request that is not carried out: the status and one line for whoever sent it. Carries no stack trace. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * A refusal.
     *
     * @param status of HTTP, from 400 on
     */
    public Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The status of HTTP. */
    public int status() {
        return status;
    }

    /** The line. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
