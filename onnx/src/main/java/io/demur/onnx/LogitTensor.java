package io.demur.onnx;

import io.demur.logits.InputException;
import java.util.List;

/**
 * The tensor of a graph that holds the logits.
 *
 * @param name of the tensor
 * @param type its type, as numpy names it
 * @param shape {@code (N, K)} or {@code (N, K, H, W)}; below 1 where it is free
 */
record LogitTensor(String name, String type, List<Long> shape) {
    private static final List<String> TYPES = List.of("float32", "float64", "float16", "bfloat16");

    /**
     * Checks that it can hold the logits of so many classes.
     *
     * @throws InputException naming what differs
     */
    static LogitTensor of(String model, ModelInfo.Port port, int classes) {
        LogitTensor tensor = new LogitTensor(port.name(), port.type(), port.shape());
        boolean form = tensor.rank() == 2 || tensor.rank() == 4;
        if (!TYPES.contains(tensor.type) || !form) {
            throw new InputException(
                    model,
                    "gives " + port,
                    "logits are floating point numbers (N x K) or (N x K x H x W); name them with --output");
        }
        long columns = tensor.shape.get(1);
        if (columns > 0 && columns != classes && !(columns == 1 && classes == 2)) {
            throw new InputException(
                    model, "gives " + port + ", but the selector is for " + classes + " classes", "take its own model");
        }
        return tensor;
    }

    int rank() {
        return shape.size();
    }

    /** Whether it is the logit of the second of two classes alone. */
    boolean single() {
        return shape.get(1) == 1;
    }
}
