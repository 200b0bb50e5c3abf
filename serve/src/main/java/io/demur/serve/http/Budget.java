package io.demur.serve.http;

import io.demur.serve.wire.Refusal;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory for the bodies of all requests together: what would go beyond it is refused. The first {@value #SMALL} bytes of
 * each body are counted apart, so that large ones take no room from small ones. Safe for use by several threads.
 */
final class Budget {
    static final int SMALL = 1 << 16;

    private final Part beginnings;
    private final Part rest;

    /** A number of bytes that can be taken and given back. */
    private static final class Part {
        private final long most;
        private final AtomicLong taken = new AtomicLong();

        Part(long most) {
            this.most = most;
        }

        boolean take(long bytes) {
            boolean fits = taken.addAndGet(bytes) <= most;
            if (!fits) {
                taken.addAndGet(-bytes);
            }
            return fits;
        }
    }

    /**
     * A budget.
     *
     * @param beginnings bytes for the first {@value #SMALL} of all bodies
     * @param rest bytes for what follows
     */
    Budget(long beginnings, long rest) {
        this.beginnings = new Part(beginnings);
        this.rest = new Part(rest);
    }

    /** An eighth of the heap for beginnings, a quarter for the rest, and room for one body of the largest size in any case. */
    static Budget of(Limits limits) {
        long heap = Runtime.getRuntime().maxMemory();
        return new Budget(heap / 8, Math.max(heap / 4, limits.bodyBytes()));
    }

    /**
     * Takes what a body needs to grow.
     *
     * @throws Refusal with status 503 if there is not so much left; then nothing was taken
     */
    void grow(long from, long to) {
        long first = Math.min(to, SMALL) - Math.min(from, SMALL);
        long more = to - from - first;
        if (!beginnings.take(first)) {
            throw full();
        }
        if (!rest.take(more)) {
            beginnings.take(-first);
            throw full();
        }
    }

    private static Refusal full() {
        return new Refusal(503, "busy: no memory for this body beside those of others; try again");
    }

    /** Gives back what a body of this size has taken. */
    void give(long bytes) {
        beginnings.take(-Math.min(bytes, SMALL));
        rest.take(-Math.max(0, bytes - SMALL));
    }

    /** Bytes that are taken now. */
    long taken() {
        return beginnings.taken.get() + rest.taken.get();
    }
}
