package io.demur.logits;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The caller's thread and helpers doing the same work until all have ended. */
final class TileThreads {
    private TileThreads() {}

    /**
     * Starts {@code threads - 1} daemon threads, works along with them, and waits for them.
     *
     * @param work called once per thread, by the caller's thread; what it returns must not throw
     */
    static void run(int threads, Supplier<Runnable> work) {
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            Thread helper = new Thread(work.get(), "demur-" + i);
            helper.setDaemon(true);
            helper.start();
            helpers.add(helper);
        }
        work.get().run();
        helpers.forEach(TileThreads::join);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
