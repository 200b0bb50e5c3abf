package io.demur.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.demur.inputs.BagFeatures;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Bags of identifiers. Each different identifier of a row goes in once, with its share, so that no row is wider than the
 * vocabulary.
 */
final class BagFeed implements Feed {
    private final String model;
    private final BagFeatures features;

    BagFeed(String model, BagFeatures features) {
        this.model = model;
        this.features = features;
    }

    @Override
    public int rowsFrom(int first, int most) {
        int[] starts = features.starts();
        long widest = 1;
        int count = 0;
        while (count < most && first + count < features.rows()) {
            widest = Math.max(widest, starts[first + count + 1] - starts[first + count]);
            if (widest * (count + 1) > MOST_IDS) {
                break;
            }
            count++;
        }
        return Math.max(1, count);
    }

    @Override
    public Map<String, OnnxTensor> tensors(int first, int count) throws OrtException {
        int[][] sorted = new int[count][];
        int widest = 1;
        for (int r = 0; r < count; r++) {
            int[] starts = features.starts();
            sorted[r] = Arrays.copyOfRange(features.ids(), starts[first + r], starts[first + r + 1]);
            Arrays.sort(sorted[r]);
            widest = Math.max(widest, different(sorted[r]));
        }
        long[] ids = new long[count * widest];
        float[] shares = new float[count * widest];
        for (int r = 0; r < count; r++) {
            if (sorted[r].length > 0) {
                Feed.identifier(model, first + r, sorted[r][0]);
            }
            fill(sorted[r], ids, shares, r * widest);
        }
        long[] shape = {count, widest};
        return Feed.both(
                () -> OnnxTensor.createTensor(Ort.environment(), LongBuffer.wrap(ids), shape),
                () -> OnnxTensor.createTensor(Ort.environment(), FloatBuffer.wrap(shares), shape),
                List.of(Ports.IDS, Ports.WEIGHTS));
    }

    private static int different(int[] sorted) {
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                count++;
            }
        }
        return count;
    }

    private static void fill(int[] sorted, long[] ids, float[] shares, int offset) {
        int at = offset;
        int begin = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[begin]) {
                ids[at] = sorted[begin];
                shares[at] = (float) (i - begin) / sorted.length;
                at++;
                begin = i;
            }
        }
    }
}
