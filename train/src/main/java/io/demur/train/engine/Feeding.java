package io.demur.train.engine;

import io.demur.inputs.sample.Prefetch;
import java.util.Iterator;
import java.util.function.Function;

/** Batches on their way to the network: those in memory as they come, the others prepared ahead by other threads. */
final class Feeding implements AutoCloseable {
    private static final int AHEAD = 2;

    private final Iterator<Examples> batches;
    private final Runnable end;

    private Feeding(Iterator<Examples> batches, Runnable end) {
        this.batches = batches;
        this.end = end;
    }

    /**
     * Begins.
     *
     * @param rows of each batch
     * @param threads that prepare, where something is to be prepared
     */
    static Feeding start(ExampleSource source, Iterator<int[]> rows, Function<int[], Examples> batch, int threads) {
        if (!(source instanceof Examples)) {
            Prefetch<Examples> prefetch = Prefetch.start(rows, batch, new Prefetch.Threads(threads, threads + AHEAD));
            return new Feeding(prefetch, prefetch::close);
        }
        Iterator<Examples> plain = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Examples next() {
                return batch.apply(rows.next());
            }
        };
        return new Feeding(plain, () -> {});
    }

    boolean hasNext() {
        return batches.hasNext();
    }

    Examples next() {
        return batches.next();
    }

    @Override
    public void close() {
        end.run();
    }
}
