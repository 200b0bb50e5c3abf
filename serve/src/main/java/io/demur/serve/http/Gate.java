package io.demur.serve.http;

import io.demur.serve.wire.Refusal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets as many requests compute as there are processors, lets some wait, and refuses the rest at once: under overload an
 * answer within a millisecond that says so is worth more than a late one.
 *
 * <p>Who comes when a place is free may go past those who wait, which saves waking a thread, but only as long as nobody has
 * waited for long: else some would wait ever longer.
 */
final class Gate {
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Semaphore running;
    private final Queue<Wait> queue = new ConcurrentLinkedQueue<>();
    private final int most;
    private final long patienceMillis;
    private final AtomicInteger waiting = new AtomicInteger();
    private final long stuckNanos;
    /** When somebody came in or went out last. */
    private volatile long movedNanos = System.nanoTime();

    /** One that waits; not equal to another of the same time. */
    private static final class Wait {
        private final long sinceNanos = System.nanoTime();

        boolean isLong() {
            return System.nanoTime() - sinceNanos > SHORT_NANOS;
        }
    }

    Gate(int processors, Limits limits) {
        running = new Semaphore(processors, true);
        most = limits.waiting();
        patienceMillis = limits.patience().toMillis();
        stuckNanos = limits.computing().plus(limits.patience()).toNanos();
    }

    /**
     * Computes when there is room.
     *
     * @throws Refusal with status 503 if too many wait already, or room comes too late
     */
    <T> T pass(Supplier<T> work) {
        enter();
        movedNanos = System.nanoTime();
        try {
            return work.get();
        } finally {
            movedNanos = System.nanoTime();
            running.release();
        }
    }

    private void enter() {
        Wait first = queue.peek();
        if ((first == null || !first.isLong()) && running.tryAcquire()) {
            return;
        }
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            throw new Refusal(503, "busy: " + most + " requests wait already; try again");
        }
        Wait wait = new Wait();
        queue.add(wait);
        try {
            if (!running.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
                throw new Refusal(503, "busy: no room within " + patienceMillis + " ms; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "stopping: try another server");
        } finally {
            queue.remove(wait);
            waiting.decrementAndGet();
        }
    }

    /** Whether every place is taken by what should have ended long ago: nothing will be computed any more. */
    boolean isStuck() {
        return running.availablePermits() == 0 && System.nanoTime() - movedNanos > stuckNanos;
    }

    /** Requests that wait now. */
    int waiting() {
        return waiting.get();
    }
}
