package io.demur.train.engine;

import io.demur.inputs.BagFeatures;
import io.demur.inputs.Features;
import io.demur.train.optimizer.Gradient;
import io.demur.train.optimizer.Loop;
import io.demur.train.optimizer.Parameter;
import java.util.Optional;

/** The mean of the embeddings of a bag; an empty bag gives zeros. */
final class BagInput implements InputLayer {
    private final Embeddings embeddings;

    BagInput(Parameter table, Loop loop) {
        this.embeddings = new Embeddings(table, loop);
    }

    @Override
    public Prepared prepare(Features batch) {
        BagFeatures bags = (BagFeatures) batch;
        for (int row = 0; row < bags.rows(); row++) {
            for (int i = bags.starts()[row]; i < bags.starts()[row + 1]; i++) {
                embeddings.collector().add(bags.ids()[i], row);
            }
        }
        return new Batch(bags, embeddings, embeddings.collector().finish());
    }

    private record Batch(BagFeatures bags, Embeddings embeddings, Lookups lookups) implements Prepared {
        @Override
        public int[] touched() {
            return lookups.rows();
        }

        @Override
        public GraphInput forward() {
            int width = embeddings.width();
            float[] means = new float[bags.rows() * width];
            embeddings.loop().over(bags.rows(), row -> {
                float[] sum = new float[width];
                float[] scratch = new float[width];
                for (int i = bags.starts()[row]; i < bags.starts()[row + 1]; i++) {
                    Lookups.add(embeddings.values(), bags.ids()[i] * width, sum, scratch);
                }
                scale(sum, 0, width, share(row));
                System.arraycopy(sum, 0, means, row * width, width);
            });
            return GraphInput.vectors(bags.rows(), width, means);
        }

        @Override
        public Optional<Gradient> backward(float[] slope) {
            float[] shares = slope.clone();
            for (int row = 0; row < bags.rows(); row++) {
                scale(shares, row * embeddings.width(), embeddings.width(), share(row));
            }
            return Optional.of(embeddings.gradient(lookups, shares));
        }

        /** What one identifier of a row counts. */
        private float share(int row) {
            return 1f / Math.max(1, bags.starts()[row + 1] - bags.starts()[row]);
        }

        private static void scale(float[] values, int start, int length, float factor) {
            for (int i = start; i < start + length; i++) {
                values[i] *= factor;
            }
        }
    }
}
