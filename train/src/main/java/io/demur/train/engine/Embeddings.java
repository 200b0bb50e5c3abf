package io.demur.train.engine;

import io.demur.train.optimizer.Gradient;
import io.demur.train.optimizer.Loop;
import io.demur.train.optimizer.Parameter;

/** A table of embeddings: the gradient of the rows that a batch has read. */
final class Embeddings {
    /** Rows that a thread takes at a time. */
    private static final int CHUNK = 64;

    private final Parameter table;
    private final Loop loop;
    private final Lookups.Collector collector;

    Embeddings(Parameter table, Loop loop) {
        this.table = table;
        this.loop = loop;
        this.collector = new Lookups.Collector(table.rows());
    }

    int width() {
        return table.width();
    }

    float[] values() {
        return table.values();
    }

    Loop loop() {
        return loop;
    }

    Lookups.Collector collector() {
        return collector;
    }

    /**
     * The sums over the places of each row.
     *
     * @param slope the gradient at each place
     */
    Gradient gradient(Lookups lookups, float[] slope) {
        int width = table.width();
        int[] rows = lookups.rows();
        float[] values = new float[rows.length * width];
        loop.over((rows.length + CHUNK - 1) / CHUNK, chunk -> {
            float[] sum = new float[width];
            float[] scratch = new float[width];
            for (int i = chunk * CHUNK; i < Math.min(rows.length, (chunk + 1) * CHUNK); i++) {
                lookups.sum(i, slope, sum, scratch);
                System.arraycopy(sum, 0, values, i * width, width);
            }
        });
        return Gradient.ofRows(table, rows, values);
    }
}
