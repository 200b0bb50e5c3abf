package io.demur.logits;

import java.util.function.Supplier;

/**
 * Work on all tiles of a source by several threads, whose results come out in the order of the rows. A thread that is
 * ahead waits for its turn, so no more is held than one tile per thread.
 */
public final class OrderedTilePass {
    private final Logits.Pass pass;
    private final FirstFailure failure = new FirstFailure();
    private final Object turn = new Object();
    private long nextRow;

    /** What one thread does. */
    public interface Worker {
        /** Works on a tile, at the same time as other threads on other tiles. */
        void work(LogitTile tile);

        /** Hands the result on; called in the order of the rows, by one thread at a time. */
        void emit();
    }

    private OrderedTilePass(Logits.Pass pass) {
        this.pass = pass;
    }

    /** Reads the source once; throws the failure of the earliest tile, after all tiles before it have been emitted. */
    public static void run(Logits logits, int threads, Supplier<? extends Worker> workers) {
        OrderedTilePass run = new OrderedTilePass(logits.pass());
        TileThreads.run(threads, () -> {
            Worker worker = workers.get();
            LogitTile tile = new LogitTile(logits.classes());
            return () -> run.work(worker, tile);
        });
        run.failure.rethrow();
    }

    private void work(Worker worker, LogitTile tile) {
        try {
            while (!failure.happened() && TilePass.claim(pass, tile)) {
                worker.work(tile);
                if (!awaitTurn(tile)) {
                    return;
                }
                worker.emit();
                endTurn(tile);
            }
        } catch (RuntimeException | Error e) {
            failure.record(tile.firstRow(), e);
            synchronized (turn) {
                turn.notifyAll();
            }
        }
    }

    /** Whether the turn came; it never does behind a failure. */
    private boolean awaitTurn(LogitTile tile) {
        synchronized (turn) {
            while (nextRow != tile.firstRow() && tile.firstRow() < failure.row()) {
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
}
