package io.demur.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.demur.inputs.DenseFeatures;
import io.demur.logits.InputException;
import java.nio.FloatBuffer;
import java.util.Map;

/** Rows of numbers. */
final class DenseFeed implements Feed {
    private static final int MOST_NUMBERS = 1 << 24;

    private final String input;
    private final DenseFeatures features;

    private DenseFeed(String input, DenseFeatures features) {
        this.input = input;
        this.features = features;
    }

    static DenseFeed of(String model, ModelInfo.Port input, DenseFeatures features) {
        long columns = input.shape().get(1);
        if (columns >= 0 && columns != features.columns()) {
            throw new InputException(
                    model,
                    "takes rows of " + columns + " numbers, the features have " + features.columns(),
                    "prepare the rows as it was trained");
        }
        return new DenseFeed(input.name(), features);
    }

    @Override
    public int rowsFrom(int first, int most) {
        return Math.max(1, Math.min(most, MOST_NUMBERS / features.columns()));
    }

    @Override
    public Map<String, OnnxTensor> tensors(int first, int count) throws OrtException {
        int columns = features.columns();
        FloatBuffer rows = FloatBuffer.wrap(features.values(), first * columns, count * columns);
        return Map.of(input, OnnxTensor.createTensor(Ort.environment(), rows, new long[] {count, columns}));
    }
}
