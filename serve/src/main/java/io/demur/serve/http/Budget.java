package io.demur.serve.http;

import io.demur.serve.wire.Refusal;
import java.util.concurrent.atomic.AtomicLong;

/** Memory for the bodies of all requests together: what would go beyond it is refused. Safe for use by several threads. */
final class Budget {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    Budget(long most) {
        this.most = most;
    }

    /** A quarter of the heap, and room for one body of the largest size in any case. */
    static Budget of(Limits limits) {
        return new Budget(Math.max(Runtime.getRuntime().maxMemory() / 4, limits.bodyBytes()));
    }

    /**
     * Takes some.
     *
     * @throws Refusal with status 503 if there is not so much left; then nothing was taken
     */
    void take(long bytes) {
        if (taken.addAndGet(bytes) > most) {
            taken.addAndGet(-bytes);
            throw new Refusal(503, "busy: no memory for this body beside those of others; try again");
        }
    }

    /** Gives some back. */
    void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    /** Bytes that are taken now. */
    long taken() {
        return taken.get();
    }
}
