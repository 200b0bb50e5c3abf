package io.demur.onnx;

import io.demur.logits.InputKind;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** The logits of a model on rows of features. Each tile is one claim; threads run the model side by side. */
final class ModelLogits implements Logits {
    private final String name;
    private final int outputs;
    private final int rows;
    private final Part part;

    ModelLogits(String name, int outputs, int rows, Part part) {
        this.name = name;
        this.outputs = outputs;
        this.rows = rows;
        this.part = part;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int classes() {
        return Math.max(2, outputs);
    }

    @Override
    public String dtype() {
        return "float32";
    }

    @Override
    public OptionalLong rows() {
        return OptionalLong.of(rows);
    }

    @Override
    public boolean singleLogit() {
        return outputs == 1;
    }

    @Override
    public Pass pass() {
        AtomicInteger next = new AtomicInteger();
        return tile -> {
            int first = next.getAndUpdate(at -> at + Math.min(tile.capacity(), rows - at));
            int count = Math.min(tile.capacity(), rows - first);
            tile.hold(first, 0);
            part.run(first, first + count, (from, logits) -> put(tile, from - first, logits));
            tile.hold(first, count);
            return count > 0;
        };
    }

    private void put(LogitTile tile, int at, float[] logits) {
        double[] row = new double[classes()];
        for (int r = 0; r < logits.length / outputs; r++) {
            if (outputs == 1) {
                row[0] = InputKind.LOGITS.firstOfTwo(logits[r]);
                row[1] = InputKind.LOGITS.secondOfTwo(logits[r]);
            } else {
                for (int k = 0; k < outputs; k++) {
                    row[k] = logits[r * outputs + k];
                }
            }
            tile.putRow(at + r, row, 0);
        }
    }

    @Override
    public void close() {}

    /** Runs the model on rows {@code from} to {@code to - 1}. */
    @FunctionalInterface
    interface Part {
        void run(int from, int to, OnnxModel.Block block);
    }
}
