package io.demur.onnx;

import io.demur.network.Tensor;
import java.util.List;

/**
 * The parameters of an LSTM in the layout of ONNX.
 *
 * <p>Both have one block of {@code hidden} rows per gate: PyTorch in the order input, forget, cell, output; ONNX input,
 * output, forget, cell, with one more axis for directions and both biases in one tensor.
 */
final class LstmGates {
    /** Where each block of ONNX stands in PyTorch's order. */
    private static final int[] SOURCES = {0, 3, 1, 2};

    private LstmGates() {}

    /** {@code (4H, in)} as {@code (1, 4H, in)}. */
    static Tensor matrix(Tensor tensor) {
        float[] values = new float[tensor.size()];
        reorder(tensor.values(), values, 0);
        return Tensor.of(List.of(1, tensor.shape().get(0), tensor.shape().get(1)), values);
    }

    /** Two of {@code (4H)} as {@code (1, 8H)}. */
    static Tensor biases(Tensor ih, Tensor hh) {
        float[] values = new float[ih.size() + hh.size()];
        reorder(ih.values(), values, 0);
        reorder(hh.values(), values, ih.size());
        return Tensor.of(List.of(1, values.length), values);
    }

    private static void reorder(float[] source, float[] target, int offset) {
        int block = source.length / SOURCES.length;
        for (int gate = 0; gate < SOURCES.length; gate++) {
            System.arraycopy(source, SOURCES[gate] * block, target, offset + gate * block, block);
        }
    }
}
