package io.demur.train.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import io.demur.network.Composite;
import io.demur.network.ImageLayer;
import io.demur.network.Layer;
import io.demur.network.TransformerLayer;
import java.util.Arrays;
import java.util.List;

/** The layers of a network after its input, applied to arrays of PyTorch in order. */
final class Graph {
    /** Whether dropout is at work and normalisation learns. */
    enum Mode {
        TRAINING,
        INFERENCE
    }

    /**
     * What layers may ask about the batch that passes.
     *
     * @param input where it began
     * @param mode whether dropout is at work and normalisation learns
     */
    record Pass(GraphInput input, Mode mode) {}

    private final List<Layer> layers;

    Graph(List<Layer> layers) {
        this.layers = List.copyOf(layers);
    }

    /**
     * The logits: {@code (rows, K)}, or {@code (rows, K, height, width)} at every pixel.
     *
     * @param input {@code (rows, width)}, {@code (rows, length, width)} for sequences, or
     *     {@code (rows, channels, height, width)}
     * @param parameters of the layers, in order
     */
    NDArray logits(NDArray input, List<NDArray> parameters, Pass pass) {
        return chain(layers, input, parameters, pass);
    }

    private static NDArray chain(List<Layer> layers, NDArray input, List<NDArray> parameters, Pass pass) {
        NDArray value = input;
        int next = 0;
        for (Layer layer : layers) {
            int end = next + layer.parameters().size();
            NDArray before = value;
            value = apply(layer, before, parameters.subList(next, end), pass);
            release(before, input, value);
            next = end;
        }
        return value;
    }

    /** Lets PyTorch free what only the gradient may still need, as soon as that does not. */
    private static void release(NDArray array, NDArray input, NDArray output) {
        if (array != input && array != output) {
            array.close();
        }
    }

    private static NDArray sum(NDList values, NDArray input) {
        NDArray sum = values.get(0);
        for (int i = 1; i < values.size(); i++) {
            NDArray next = sum.add(values.get(i));
            release(sum, input, next);
            release(values.get(i), input, next);
            sum = next;
        }
        return sum;
    }

    private static NDArray joined(NDList values, NDArray input) {
        NDArray all = NDArrays.concat(values, 1);
        values.forEach(value -> release(value, input, all));
        return all;
    }

    private static NDArray resized(NDArray value, NDArray input) {
        NDArray large = ImageOperations.resized(value, input);
        release(value, input, large);
        return large;
    }

    private static NDList branches(Composite layer, NDArray x, List<NDArray> parameters, Pass pass) {
        NDList values = new NDList();
        int next = 0;
        for (Layer part : layer.parts()) {
            int end = next + part.parameters().size();
            values.add(apply(part, x, parameters.subList(next, end), pass));
            next = end;
        }
        return values;
    }

    private static NDArray apply(Layer layer, NDArray x, List<NDArray> parameters, Pass pass) {
        return switch (layer.kind()) {
            case CONV, NORM, MAXPOOL, AVGPOOL, MEAN, FLATTEN ->
                ImageOperations.apply((ImageLayer) layer, x, parameters, pass.mode());
            case PATCHES, LAYERNORM, GELU, ATTENTION, FIRST ->
                TransformerOperations.apply((TransformerLayer) layer, x, parameters);
            case CHAIN -> chain(((Composite) layer).parts(), x, parameters, pass);
            case SUM -> sum(branches((Composite) layer, x, parameters, pass), x);
            case CONCAT -> joined(branches((Composite) layer, x, parameters, pass), x);
            case RESIZED ->
                resized(branches((Composite) layer, x, parameters, pass).get(0), x);
            case DENSE -> Linear.linear(x, parameters.get(0), parameters.get(1)).singletonOrThrow();
            case RELU -> x.getNDArrayInternal().relu();
            case DROPOUT -> dropout(x, (Layer.Dropout) layer, pass.mode());
            case LSTM -> lastOutput(x, (Layer.LastLstm) layer, parameters, pass);
            case BAG, TOKENS -> throw new IllegalStateException("an embedding comes first, or not at all");
        };
    }

    private static NDArray dropout(NDArray x, Layer.Dropout layer, Mode mode) {
        return mode == Mode.INFERENCE
                ? x
                : Dropout.dropout(x, (float) layer.rate(), true).singletonOrThrow();
    }

    private static NDArray lastOutput(NDArray x, Layer.LastLstm layer, List<NDArray> parameters, Pass pass) {
        Shape state = new Shape(1, pass.input().rows(), layer.hidden());
        NDList start = new NDList(x.getManager().zeros(state), x.getManager().zeros(state));
        NDArray outputs = x.getNDArrayInternal()
                .lstm(x, start, new NDList(parameters), true, 1, 0, pass.mode() == Mode.TRAINING, false, true)
                .get(0);
        return outputs.gather(lastSteps(x.getManager(), pass.input(), layer.hidden()), 1)
                .reshape(pass.input().rows(), layer.hidden());
    }

    private static NDArray lastSteps(NDManager manager, GraphInput input, int hidden) {
        long[] steps = new long[input.rows() * hidden];
        for (int row = 0; row < input.rows(); row++) {
            Arrays.fill(steps, row * hidden, (row + 1) * hidden, input.lengths()[row] - 1L);
        }
        return manager.create(steps, new Shape(input.rows(), 1, hidden));
    }
}
