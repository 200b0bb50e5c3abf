package io.demur.logits;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Runs work over all tiles of a source on several threads.
 *
 * <p>Tiles are claimed in order, and after a failure no further tile is claimed while those under way are finished; so
 * of several failures the one of the earliest tile is known, and it is the one thrown, whatever the number of threads.
 */
public final class TilePass {

    /** What one thread does with the tiles it claims. Each thread has its own. */
    @FunctionalInterface
    public interface Worker {
        /** Called for every tile with at least one row; the tile is reused afterwards. */
        void accept(LogitTile tile);
    }

    private final Logits.Pass pass;
    private final int classes;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Object lock = new Object();
    private final Throwable none = new IllegalStateException("no failure");
    private Throwable failure = none;
    private long failedRow;

    private TilePass(Logits logits) {
        this.pass = logits.pass();
        this.classes = logits.classes();
    }

    /**
     * Reads the source once.
     *
     * @param threads how many threads work; with one, the caller's
     * @param workers called once per thread
     * @throws InputException the failure of the earliest tile
     */
    public static void run(Logits logits, int threads, Supplier<? extends Worker> workers) {
        TilePass run = new TilePass(logits);
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            Worker worker = workers.get();
            Thread helper = new Thread(() -> run.work(worker), "demur-" + i);
            helper.setDaemon(true);
            helper.start();
            helpers.add(helper);
        }
        run.work(workers.get());
        helpers.forEach(TilePass::join);
        run.rethrow();
    }

    private void work(Worker worker) {
        LogitTile tile = new LogitTile(classes);
        try {
            while (!stopped.get() && claim(tile)) {
                worker.accept(tile);
            }
        } catch (RuntimeException | Error e) {
            stopped.set(true);
            // Nothing is allocated here: the failure may be that memory is used up.
            synchronized (lock) {
                if (failure == none || tile.firstRow() < failedRow) {
                    failure = e;
                    failedRow = tile.firstRow();
                }
            }
        }
    }

    /** A source that fails before it says which rows it was reading fails after every tile already handed out. */
    private boolean claim(LogitTile tile) {
        tile.hold(Long.MAX_VALUE, 0);
        return pass.next(tile);
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

    private void rethrow() {
        synchronized (lock) {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != none) {
                throw (RuntimeException) failure;
            }
        }
    }
}
