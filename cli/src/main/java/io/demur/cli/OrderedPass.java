package io.demur.cli;

import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work on all tiles of a source by several threads, whose results come out in the order of the rows. A thread that is
 * ahead waits for its turn, so no more is held than one tile per thread.
 */
final class OrderedPass {
    private final Logits.Pass pass;
    private final int classes;
    private final Object turn = new Object();
    private long nextRow;
    private long failedRow = Long.MAX_VALUE;
    private @Nullable Throwable failure;

    /** What one thread does. */
    interface Worker {
        /** Works on a tile, at the same time as other threads on other tiles. */
        void work(LogitTile tile);

        /** Hands the result on; called in the order of the rows, by one thread at a time. */
        void emit();
    }

    private OrderedPass(Logits logits) {
        this.pass = logits.pass();
        this.classes = logits.classes();
    }

    /** Reads the source once; throws the failure of the earliest tile, after all tiles before it have been emitted. */
    static void run(Logits logits, int threads, Supplier<? extends Worker> workers) {
        OrderedPass run = new OrderedPass(logits);
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            Worker worker = workers.get();
            Thread helper = new Thread(() -> run.work(worker), "demur-decide-" + i);
            helper.setDaemon(true);
            helper.start();
            helpers.add(helper);
        }
        run.work(workers.get());
        helpers.forEach(OrderedPass::join);
        run.rethrow();
    }

    private void work(Worker worker) {
        LogitTile tile = new LogitTile(classes);
        try {
            while (!failed() && pass.next(tile)) {
                worker.work(tile);
                if (!awaitTurn(tile)) {
                    return;
                }
                worker.emit();
                endTurn(tile);
            }
        } catch (RuntimeException | Error e) {
            fail(tile.firstRow(), e);
        }
    }

    private boolean failed() {
        synchronized (turn) {
            return failure != null;
        }
    }

    /** Whether the turn came; it never does behind a failure. */
    private boolean awaitTurn(LogitTile tile) {
        synchronized (turn) {
            while (nextRow != tile.firstRow() && tile.firstRow() < failedRow) {
                try {
                    turn.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted", e);
                }
            }
            return nextRow == tile.firstRow();
        }
    }

    private void endTurn(LogitTile tile) {
        synchronized (turn) {
            nextRow = tile.firstRow() + tile.rows();
            turn.notifyAll();
        }
    }

    private void fail(long firstRow, Throwable problem) {
        synchronized (turn) {
            if (failure == null || firstRow < failedRow) {
                failure = problem;
                failedRow = firstRow;
            }
            turn.notifyAll();
        }
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
        synchronized (turn) {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException problem) {
                throw problem;
            }
        }
    }
}
