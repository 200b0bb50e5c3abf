package io.demur.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.demur.inputs.SequenceFeatures;
import io.demur.logits.InputException;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;

/** Sequences of identifiers. Where the model leaves the length free, common padding is left out. */
final class SequenceFeed implements Feed {
    private final String model;
    private final SequenceFeatures features;
    /** Padded length of every run, or -1 where it is free. */
    private final int length;

    private SequenceFeed(String model, SequenceFeatures features, int length) {
        this.model = model;
        this.features = features;
        this.length = length;
    }

    static SequenceFeed of(String model, ModelInfo info, SequenceFeatures features) {
        long length = info.inputs().stream()
                .filter(input -> input.name().equals(Ports.IDS))
                .mapToLong(input -> input.shape().get(1))
                .findFirst()
                .orElse(-1);
        if (length >= 0 && length != features.length()) {
            throw new InputException(
                    model,
                    "takes sequences of " + length + " identifiers, the features have " + features.length(),
                    "prepare the rows as it was trained");
        }
        return new SequenceFeed(model, features, (int) length);
    }

    @Override
    public int rowsFrom(int first, int most) {
        return Math.max(1, Math.min(most, MOST_IDS / features.length()));
    }

    @Override
    public Map<String, OnnxTensor> tensors(int first, int count) throws OrtException {
        int width = width(first, count);
        long[] ids = new long[count * width];
        long[] lengths = new long[count];
        for (int r = 0; r < count; r++) {
            lengths[r] = features.lengths()[first + r];
            int from = (first + r) * features.length();
            for (int t = 0; t < width; t++) {
                ids[r * width + t] = Feed.identifier(model, first + r, features.ids()[from + t]);
            }
        }
        return Feed.both(
                () -> OnnxTensor.createTensor(Ort.environment(), LongBuffer.wrap(ids), new long[] {count, width}),
                () -> OnnxTensor.createTensor(Ort.environment(), LongBuffer.wrap(lengths), new long[] {count}),
                List.of(Ports.IDS, Ports.LENGTHS));
    }

    private int width(int first, int count) {
        if (length >= 0) {
            return length;
        }
        int longest = 1;
        for (int r = first; r < first + count; r++) {
            longest = Math.max(longest, features.lengths()[r]);
        }
        return longest;
    }
}
