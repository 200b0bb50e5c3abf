package io.demur.train.engine;

import io.demur.inputs.BagFeatures;
import io.demur.inputs.Features;
import io.demur.train.optimizer.Gradient;
import io.demur.train.optimizer.Loop;
import io.demur.train.optimizer.Parameter;
import java.util.Optional;

/** The mean of the embeddings of a bag; an empty bag gives zeros. */
final class BagInput implements InputLayer {
    private final Parameter table;
    private final Loop loop;
    private final TouchedRows touched;

    BagInput(Parameter table, Loop loop) {
        this.table = table;
        this.loop = loop;
        this.touched = new TouchedRows(table.rows());
    }

    @Override
    public int[] touched(Features batch) {
        touched.clear();
        for (int id : ((BagFeatures) batch).ids()) {
            touched.add(id);
        }
        return touched.rows();
    }

    @Override
    public GraphInput forward(Features batch) {
        BagFeatures bags = (BagFeatures) batch;
        float[] means = new float[bags.rows() * table.width()];
        loop.over(bags.rows(), row -> mean(bags, row, means));
        return GraphInput.vectors(bags.rows(), table.width(), means);
    }

    private void mean(BagFeatures bags, int row, float[] means) {
        int width = table.width();
        int at = row * width;
        int begin = bags.starts()[row];
        int end = bags.starts()[row + 1];
        for (int i = begin; i < end; i++) {
            Rows.add(table.values(), bags.ids()[i] * width, means, at, width);
        }
        if (end > begin) {
            Rows.scale(means, at, width, 1f / (end - begin));
        }
    }

    @Override
    public Optional<Gradient> backward(Features batch, float[] slope) {
        BagFeatures bags = (BagFeatures) batch;
        int width = table.width();
        int[] rows = touched(batch);
        float[] gradient = new float[rows.length * width];
        float[] share = slope.clone();
        for (int row = 0; row < bags.rows(); row++) {
            int count = bags.starts()[row + 1] - bags.starts()[row];
            Rows.scale(share, row * width, width, count == 0 ? 0 : 1f / count);
        }
        Rows.overColumns(loop, width, (from, length) -> {
            for (int row = 0; row < bags.rows(); row++) {
                for (int i = bags.starts()[row]; i < bags.starts()[row + 1]; i++) {
                    int slot = touched.slot(bags.ids()[i]);
                    Rows.add(share, row * width + from, gradient, slot * width + from, length);
                }
            }
        });
        return Optional.of(Gradient.ofRows(table, rows, gradient));
    }
}
