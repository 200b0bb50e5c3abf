package io.demur.serve.decide;

import io.demur.inputs.DenseFeatures;
import io.demur.logits.InputException;
import io.demur.onnx.ModelInfo;
import io.demur.onnx.OnnxModel;
import java.nio.file.Path;

/** The model behind the selectors, where one is given: features in, logits out. Safe for use by several threads. */
public final class Network implements AutoCloseable {
    private final OnnxModel model;
    private final String input;
    private final int columns;

    /**
     * Loads a model.
     *
     * @throws InputException if it cannot be loaded, or takes anything but rows of numbers
     */
    public Network(Path file, int threads) {
        model = OnnxModel.open(file, threads);
        ModelInfo.Port port = model.info().inputs().get(0);
        if (model.info().inputs().size() != 1
                || !port.type().equals("float32")
                || port.shape().size() != 2) {
            model.close();
            throw new InputException(
                    file.toString(), "takes " + model.info().inputs(), "serve a model of one float32 input (N x F)");
        }
        input = port.name();
        columns = Math.toIntExact(port.shape().get(1));
    }

    /** The name of its input. */
    public String input() {
        return input;
    }

    /** Features per row; -1 where the model leaves that free. */
    public int columns() {
        return columns;
    }

    /** How many classes it tells apart. */
    public int classes() {
        return model.classes();
    }

    /**
     * The logits of rows of features.
     *
     * @throws InputException if the rows are of another length
     */
    public Rows logits(Rows features) {
        float[] logits = model.logits(DenseFeatures.of(features.columns(), features.toFloats()));
        if (model.outputs() == 1) {
            return Rows.ofBinaryLogits(logits);
        }
        return new FloatRows(model.outputs(), logits);
    }

    @Override
    public void close() {
        model.close();
    }
}
