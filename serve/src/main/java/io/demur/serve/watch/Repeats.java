package io.demur.serve.watch;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Notices requests that come with the identifier of an earlier one, of about the last {@value #SLOTS}. Whether an answer
 * is drawn depends on the identifier, and it is drawn once: where all requests have the same one, the monitor sees one
 * answer, or none. A request that is sent again is no harm, so the operator is told only at the
 * {@value #TOLD_AT}th. Safe for use by several threads.
 */
final class Repeats {
    static final int SLOTS = 1 << 16;
    static final int TOLD_AT = 100;

    private static final int SHIFT = Long.SIZE - 16;

    private final PrintStream log;
    private final AtomicLongArray recent = new AtomicLongArray(SLOTS);
    private final AtomicLong count = new AtomicLong();

    Repeats(PrintStream log) {
        this.log = log;
    }

    /** Takes the hash of an identifier, whose bits are all equally good. */
    void add(long hash) {
        if (recent.getAndSet((int) (hash >>> SHIFT), hash) == hash && count.incrementAndGet() == TOLD_AT) {
            log.println("demur serve: " + TOLD_AT + " requests came with the id of an earlier one: what they get is not"
                    + " watched; give each request its own id, or none");
        }
    }

    long count() {
        return count.get();
    }
}
