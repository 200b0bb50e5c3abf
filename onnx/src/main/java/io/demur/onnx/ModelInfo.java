package io.demur.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a model file says about itself.
 *
 * @param opset the version of the standard operators
 * @param inputs what it takes, in order
 * @param outputs what it gives, in order
 * @param metadata texts by key, see {@link ModelKeys}
 */
public record ModelInfo(long opset, List<Port> inputs, List<Port> outputs, Map<String, String> metadata) {
    /** Copies lists and map, in their order. */
    public ModelInfo {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * One input or output.
     *
     * @param name as in the graph
     * @param type of its elements as numpy names it, such as {@code float32}; for what is no tensor, what it is
     * @param shape sizes, outermost first; -1 where the size is free
     */
    public record Port(String name, String type, List<Long> shape) {
        /** Copies the shape. */
        public Port {
            shape = List.copyOf(shape);
        }

        boolean is(String wanted, int rank) {
            return type.equals(wanted) && shape.size() == rank;
        }

        /** For example {@code ids int64 (N x 12)}. */
        @Override
        public String toString() {
            return shape.stream()
                    .map(size -> size < 0 ? "N" : size.toString())
                    .collect(Collectors.joining(" x ", name + " " + type + " (", ")"));
        }
    }
}
