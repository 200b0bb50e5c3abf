package io.demur.inputs.sample;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Prepares batches on other threads while the consumer works on earlier ones.
 *
 * <p>They come in the order of the source, whatever the number of threads, and no more than a given number are ready or
 * being prepared. A failure of the source or of a preparation reaches the consumer in its turn. Belongs to one consumer
 * thread; closing waits for the preparations that have begun.
 *
 * @param <T> a prepared batch
 */
public final class Prefetch<T> implements Iterator<T>, AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Iterator<int[]> batches;
    private final Function<int[], T> prepare;
    private final Threads threads;
    private final ExecutorService workers;
    private final Queue<Future<T>> ahead = new ArrayDeque<>();
    private boolean sourceFailed;
    private boolean closed;

    private Prefetch(Iterator<int[]> batches, Function<int[], T> prepare, Threads threads) {
        this.batches = batches;
        this.prepare = prepare;
        this.threads = threads;
        this.workers = Executors.newFixedThreadPool(threads.workers(), task -> {
            Thread thread = new Thread(task, "demur-prefetch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to prepare.
     *
     * @param batches the rows of each batch, such as {@link Batches#epoch}
     * @param prepare makes a batch of its rows; called by several threads at once
     */
    public static <T> Prefetch<T> start(Iterator<int[]> batches, Function<int[], T> prepare, Threads threads) {
        Prefetch<T> prefetch = new Prefetch<>(batches, prepare, threads);
        prefetch.fill();
        return prefetch;
    }

    private void fill() {
        try {
            while (!sourceFailed && ahead.size() < threads.ahead() && batches.hasNext()) {
                int[] rows = batches.next();
                ahead.add(workers.submit(() -> prepare.apply(rows)));
            }
        } catch (RuntimeException e) {
            sourceFailed = true;
            ahead.add(CompletableFuture.failedFuture(e)); // behind the batches that came before it
        }
    }

    @Override
    public boolean hasNext() {
        return !closed && !ahead.isEmpty();
    }

    /**
     * The next batch, as soon as it is ready.
     *
     * @throws CancellationException if this thread is interrupted while it waits; it stays interrupted
     */
    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException(closed ? "closed" : "no batch is left");
        }
        Future<T> head = ahead.remove();
        try {
            T batch = head.get();
            fill();
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a batch was prepared");
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        closed = true;
        ahead.forEach(batch -> batch.cancel(false));
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a batch is still prepared after " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * How much is done at once.
     *
     * @param workers threads
     * @param ahead batches that may be ready or being prepared
     */
    public record Threads(int workers, int ahead) {
        /** Checks both. */
        public Threads {
            if (workers < 1 || ahead < 1) {
                throw new IllegalArgumentException(
                        "workers and ahead must be at least 1, not " + workers + " and " + ahead);
            }
        }
    }
}
