package io.demur.serve.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * The one thread that writes the store. What arrives while it writes is written together next time, so that many
 * callers share one transaction; each is answered when its transaction is kept.
 */
final class StoreThread implements AutoCloseable {
    private static final int TOGETHER = 1024;

    private final Store store;
    private final LinkedBlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "demur-store");
    private final Runnable undo;
    private volatile boolean ended;
    /** What is in memory holds things that were not kept. */
    private boolean stale;

    /** Something to do inside a transaction. */
    private static final class Task<T> {
        private final Store.Durability durability;
        private final Function<Store, T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private T value;

        Task(Store.Durability durability, Function<Store, T> work, T none) {
            this.durability = durability;
            this.work = work;
            this.value = none;
        }

        void perform(Store store) {
            value = work.apply(store);
        }

        void succeed() {
            result.complete(value);
        }
    }

    /**
     * Starts.
     *
     * @param undo called on the thread when a transaction was not kept, to forget what was done on its behalf
     */
    StoreThread(Store store, Runnable undo) {
        this.store = store;
        this.undo = undo;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Does something inside a transaction and waits until it is kept.
     *
     * @param none stands for the result until there is one
     * @throws StoreException if it could not be kept
     */
    <T> T call(Store.Durability durability, T none, Function<Store, T> work) {
        Task<T> task = new Task<>(durability, work, none);
        queue.add(task);
        if (ended) {
            throw new StoreException(new IllegalStateException("the server is stopping"));
        }
        try {
            return task.result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException problem ? problem : new StoreException(e);
        }
    }

    private void run() {
        List<Task<?>> batch = new ArrayList<>();
        while (!ended || !queue.isEmpty()) {
            batch.clear();
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                continue;
            }
            queue.drainTo(batch, TOGETHER - 1);
            perform(batch);
        }
    }

    private void perform(List<Task<?>> batch) {
        boolean lasting = batch.stream().anyMatch(task -> task.durability == Store.Durability.FULL);
        try {
            if (stale) {
                forget();
            }
            store.begin(lasting ? Store.Durability.FULL : Store.Durability.NORMAL);
            batch.forEach(task -> task.perform(store));
            store.commit();
            batch.forEach(Task::succeed);
        } catch (RuntimeException | Error e) {
            // An error too: whoever waits for this thread would otherwise wait for ever.
            fail(batch, e instanceof StoreException known ? known : new StoreException(e));
        }
    }

    private void fail(List<Task<?>> batch, StoreException told) {
        stale = true;
        try {
            store.rollback();
            forget();
        } catch (RuntimeException | Error again) {
            told.addSuppressed(again);
        } finally {
            batch.forEach(task -> task.result.completeExceptionally(told));
        }
    }

    /** Until this has succeeded nothing else is done. */
    private void forget() {
        undo.run();
        stale = false;
    }

    /** Writes what is waiting and ends. */
    @Override
    public void close() {
        ended = true;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
