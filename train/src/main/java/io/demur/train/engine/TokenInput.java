package io.demur.train.engine;

import io.demur.inputs.Features;
import io.demur.inputs.SequenceFeatures;
import io.demur.train.optimizer.Gradient;
import io.demur.train.optimizer.Loop;
import io.demur.train.optimizer.Parameter;
import java.util.Arrays;
import java.util.Optional;

/**
 * The embedding of each identifier of a sequence. A batch is cut to its longest row: what follows is padding and reaches
 * no logit. The embedding of the padding, identifier 0, is not trained.
 */
final class TokenInput implements InputLayer {
    private static final int PADDING = 0;

    private final Parameter table;
    private final Loop loop;
    private final TouchedRows touched;

    TokenInput(Parameter table, Loop loop) {
        this.table = table;
        this.loop = loop;
        this.touched = new TouchedRows(table.rows());
    }

    @Override
    public int[] touched(Features batch) {
        touched.clear();
        SequenceFeatures sequences = (SequenceFeatures) batch;
        for (int row = 0; row < sequences.rows(); row++) {
            for (int t = 0; t < sequences.lengths()[row]; t++) {
                int id = sequences.ids()[row * sequences.length() + t];
                if (id != PADDING) {
                    touched.add(id);
                }
            }
        }
        return touched.rows();
    }

    private static int longest(SequenceFeatures sequences) {
        return Arrays.stream(sequences.lengths()).max().orElse(1);
    }

    @Override
    public GraphInput forward(Features batch) {
        SequenceFeatures sequences = (SequenceFeatures) batch;
        int length = longest(sequences);
        int width = table.width();
        float[] values = new float[Math.multiplyExact(sequences.rows(), Math.multiplyExact(length, width))];
        loop.over(sequences.rows(), row -> {
            for (int t = 0; t < length; t++) {
                int id = sequences.ids()[row * sequences.length() + t];
                System.arraycopy(table.values(), id * width, values, (row * length + t) * width, width);
            }
        });
        return GraphInput.sequences(length, width, values, sequences.lengths());
    }

    @Override
    public Optional<Gradient> backward(Features batch, float[] slope) {
        SequenceFeatures sequences = (SequenceFeatures) batch;
        int length = longest(sequences);
        int width = table.width();
        int[] rows = touched(batch);
        float[] gradient = new float[rows.length * width];
        Rows.overColumns(loop, width, (from, count) -> {
            for (int row = 0; row < sequences.rows(); row++) {
                for (int t = 0; t < sequences.lengths()[row]; t++) {
                    int id = sequences.ids()[row * sequences.length() + t];
                    if (id != PADDING) {
                        int at = (row * length + t) * width + from;
                        Rows.add(slope, at, gradient, touched.slot(id) * width + from, count);
                    }
                }
            }
        });
        return Optional.of(Gradient.ofRows(table, rows, gradient));
    }
}
