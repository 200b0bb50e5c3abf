package io.demur.train.command;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C and a polite kill: the work is asked to stop, and the end of the process waits until it has kept its state,
 * however long a step takes: PyTorch must not be torn down while it computes. Java then ends with 128 plus the number of the signal, 130 for Ctrl-C.
 */
final class StopSignal implements AutoCloseable {
    /** What a process does that was stopped so. */
    static final int EXIT_CODE = 130;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::ask, "demur-stop");
    private volatile boolean asked;

    private StopSignal() {}

    static StopSignal listen() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void ask() {
        asked = true;
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether to stop. */
    boolean isAsked() {
        return asked;
    }

    /** The work is over; the process may end. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            asked = true; // the process is ending, and the hook knows that the work is over
        }
    }
}
