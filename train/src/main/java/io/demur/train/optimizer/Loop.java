package io.demur.train.optimizer;

import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Independent pieces of work by number, on a given number of threads. */
public final class Loop {
    /** Below this the threads would cost more than they save. */
    private static final int FEW = 2;

    private final int threads;
    private final ForkJoinPool pool;

    private Loop(int threads) {
        this.threads = threads;
        this.pool = new ForkJoinPool(threads);
    }

    /**
     * A loop of its own; its threads start when needed, and end when they have had nothing to do for a minute.
     *
     * @param threads at least 1
     */
    public static Loop of(int threads) {
        return new Loop(threads);
    }

    /** How many threads work at once. */
    public int threads() {
        return threads;
    }

    /** Carries out {@code body} for each number from 0 to {@code count - 1}, in any order. */
    public void over(int count, IntConsumer body) {
        if (threads == 1 || count < FEW) {
            for (int i = 0; i < count; i++) {
                body.accept(i);
            }
            return;
        }
        pool.submit(() -> IntStream.range(0, count).parallel().forEach(body)).join();
    }
}
