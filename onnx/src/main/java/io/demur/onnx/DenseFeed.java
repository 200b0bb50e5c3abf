package io.demur.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.demur.inputs.DenseFeatures;
import io.demur.logits.InputException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Rows of numbers; images are rows of as many. */
final class DenseFeed implements Feed {
    private static final int MOST_NUMBERS = 1 << 24;

    private final String input;
    private final List<Long> sizes;
    private final DenseFeatures features;

    private DenseFeed(String input, List<Long> sizes, DenseFeatures features) {
        this.input = input;
        this.sizes = List.copyOf(sizes);
        this.features = features;
    }

    static DenseFeed of(String model, ModelInfo.Port input, DenseFeatures features) {
        List<Long> sizes = input.shape().subList(1, input.shape().size());
        boolean free = sizes.stream().anyMatch(size -> size < 0);
        if (free && sizes.size() > 1) {
            throw new InputException(model, "takes " + input + ", images of any size", "fix the size in the model");
        }
        long columns = free ? -1 : sizes.stream().reduce(1L, Math::multiplyExact);
        if (columns >= 0 && columns != features.columns()) {
            throw new InputException(
                    model,
                    "takes rows of " + columns + " numbers, the features have " + features.columns(),
                    "prepare the rows as it was trained");
        }
        return new DenseFeed(input.name(), free ? List.of((long) features.columns()) : sizes, features);
    }

    @Override
    public int rowsFrom(int first, int most) {
        return Math.max(1, Math.min(most, MOST_NUMBERS / features.columns()));
    }

    @Override
    public Map<String, OnnxTensor> tensors(int first, int count) throws OrtException {
        int columns = features.columns();
        FloatBuffer rows = FloatBuffer.wrap(features.values(), first * columns, count * columns);
        long[] shape = LongStream.concat(LongStream.of(count), sizes.stream().mapToLong(Long::longValue))
                .toArray();
        return Map.of(input, OnnxTensor.createTensor(Ort.environment(), rows, shape));
    }
}
