package io.demur.logits;

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

    private TilePass() {}

    /**
     * Reads the source once.
     *
     * @param threads how many threads work; with one, the caller's
     * @param workers called once per thread, one call after the other and all by the caller's thread before its own worker
     *     begins, while earlier workers may be at work already: what a call hands to several workers must bear that. What it
     *     throws is thrown at once, while workers under way go on to their end
     * @throws InputException the failure of the earliest tile
     */
    public static void run(Logits logits, int threads, Supplier<? extends Worker> workers) {
        Logits.Pass pass = logits.pass();
        FirstFailure failure = new FirstFailure();
        TileThreads.run(threads, () -> {
            Worker worker = workers.get();
            LogitTile tile = new LogitTile(logits.classes());
            return () -> work(pass, worker, tile, failure);
        });
        failure.rethrow();
    }

    private static void work(Logits.Pass pass, Worker worker, LogitTile tile, FirstFailure failure) {
        try {
            while (!failure.happened() && claim(pass, tile)) {
                worker.accept(tile);
            }
        } catch (RuntimeException | Error e) {
            failure.record(tile.firstRow(), e);
        }
    }

    /** A source that fails before it says which rows it was reading fails after every tile already handed out. */
    static boolean claim(Logits.Pass pass, LogitTile tile) {
        tile.hold(Long.MAX_VALUE, 0);
        return pass.next(tile);
    }
}
