package io.demur.onnx;

import static io.demur.onnx.GraphBuilder.ints;
import static io.demur.onnx.GraphBuilder.whole;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.Composite;
import io.demur.network.ImageLayer;
import io.demur.network.Layer;
import io.demur.network.Shape;
import io.demur.network.Tensor;
import io.demur.network.TransformerLayer;
import io.demur.network.Weights;
import java.util.ArrayList;
import java.util.List;

/** Turns the layers of a network into nodes, one after the other, and composites part by part. */
final class NetworkGraph {
    private static final String AXIS_0 = "axis.0";
    private static final String AXIS_1 = "axis.1";
    private static final String LENGTHS_32 = "lengths.32";

    private final Architecture architecture;
    private final Weights weights;
    private final GraphBuilder graph;
    private final ImageNodes images;
    private final TransformerNodes transformers;

    NetworkGraph(Architecture architecture, Weights weights) {
        this.architecture = architecture;
        this.weights = weights;
        this.graph = new GraphBuilder(architecture.name());
        this.images = new ImageNodes(graph, weights);
        this.transformers = new TransformerNodes(graph, weights);
    }

    GraphProto build() {
        String value = chain(architecture.layers(), "", inputs(), architecture.input());
        return graph.build(value, Ports.LOGITS, outputSizes());
    }

    private Object[] outputSizes() {
        return architecture.output() instanceof Shape.Image image
                ? new Object[] {"N", image.channels(), image.height(), image.width()}
                : new Object[] {"N", architecture.outputs()};
    }

    private String chain(List<Layer> layers, String prefix, String input, Shape inputShape) {
        String value = input;
        Shape shape = inputShape;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            value = add(layer, new Place(prefix + i + "." + layer.kind().code(), value, shape));
            shape = layer.output(shape).orElseThrow();
        }
        return value;
    }

    private String inputs() {
        if (architecture.input() instanceof Shape.Vector vector) {
            graph.input(Ports.FEATURES, DataType.FLOAT, "N", vector.features());
            return Ports.FEATURES;
        }
        if (architecture.input() instanceof Shape.Bag) {
            graph.input(Ports.IDS, DataType.INT64, "N", "L");
            graph.input(Ports.WEIGHTS, DataType.FLOAT, "N", "L");
            return Ports.IDS;
        }
        if (architecture.input() instanceof Shape.Tokens) {
            graph.input(Ports.IDS, DataType.INT64, "N", "T");
            graph.input(Ports.LENGTHS, DataType.INT64, "N");
            return Ports.IDS;
        }
        if (architecture.input() instanceof Shape.Image image) {
            graph.input(Ports.IMAGES, DataType.FLOAT, "N", image.channels(), image.height(), image.width());
            return Ports.IMAGES;
        }
        throw new InputException(
                architecture.name(), "takes " + architecture.input(), "features are rows of numbers or of identifiers");
    }

    private String add(Layer layer, Place place) {
        return switch (layer.kind()) {
            case CONV, NORM, MAXPOOL, AVGPOOL, MEAN, FLATTEN -> images.add((ImageLayer) layer, place);
            case PATCHES, LAYERNORM, GELU, ATTENTION, FIRST -> transformers.add((TransformerLayer) layer, place);
            case CHAIN -> chain(((Composite) layer).parts(), place.name + ".", place.value, place.shape);
            case SUM -> sum(branches((Composite) layer, place), place);
            case CONCAT -> graph.node("Concat", place.name, branches((Composite) layer, place), whole("axis", 1));
            case RESIZED ->
                images.resize(branches((Composite) layer, place).get(0), place, (Shape.Image)
                        layer.output(place.shape).orElseThrow());
            case DENSE -> dense(place);
            case RELU -> graph.node("Relu", place.name, List.of(place.value));
            case DROPOUT -> place.value;
            case BAG -> bag(place);
            case TOKENS -> gather(place, place.name);
            case LSTM -> lstm((Layer.LastLstm) layer, place);
        };
    }

    private List<String> branches(Composite layer, Place place) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < layer.parts().size(); i++) {
            Layer part = layer.parts().get(i);
            values.add(
                    add(part, new Place(place.name + "." + i + "." + part.kind().code(), place.value, place.shape)));
        }
        return values;
    }

    private String sum(List<String> values, Place place) {
        String sum = values.get(0);
        for (int i = 1; i < values.size(); i++) {
            sum = graph.node(
                    "Add", i == values.size() - 1 ? place.name : place.name + ".sum" + i, List.of(sum, values.get(i)));
        }
        return sum;
    }

    private String dense(Place place) {
        String weight = parameter(place, "weight");
        String bias = parameter(place, "bias");
        if (place.shape instanceof Shape.Vector) {
            return graph.node("Gemm", place.name, List.of(place.value, weight, bias), whole("transB", 1));
        }
        String across = graph.node("Transpose", place.name + ".across", List.of(weight), ints("perm", 1, 0));
        String product = graph.node("MatMul", place.name + ".product", List.of(place.value, across));
        return graph.node("Add", place.name, List.of(product, bias));
    }

    private String gather(Place place, String output) {
        return graph.node("Gather", output, List.of(parameter(place, "weight"), place.value), whole("axis", 0));
    }

    /** The mean as a product of one row of shares with the rows of the table: no second copy of them. */
    private String bag(Place place) {
        String rows = gather(place, place.name + ".rows");
        String axis = graph.wholes(AXIS_1, 1);
        String shares = graph.node("Unsqueeze", place.name + ".shares", List.of(Ports.WEIGHTS, axis));
        String mean = graph.node("MatMul", place.name + ".mean", List.of(shares, rows));
        return graph.node("Squeeze", place.name, List.of(mean, axis));
    }

    private String lstm(Layer.LastLstm layer, Place place) {
        int hidden = layer.hidden();
        String w = graph.tensor(place.name + ".W", LstmGates.matrix(weights.tensor(place.name + ".weight_ih")));
        String r = graph.tensor(place.name + ".R", LstmGates.matrix(weights.tensor(place.name + ".weight_hh")));
        Tensor biases =
                LstmGates.biases(weights.tensor(place.name + ".bias_ih"), weights.tensor(place.name + ".bias_hh"));
        String b = graph.tensor(place.name + ".B", biases);
        String lengths = graph.node("Cast", LENGTHS_32, List.of(Ports.LENGTHS), whole("to", DataType.INT32_VALUE));
        String steps = graph.node("Transpose", place.name + ".steps", List.of(place.value), ints("perm", 1, 0, 2));
        String last = graph.second(
                "LSTM", place.name + ".last", List.of(steps, w, r, b, lengths), whole("hidden_size", hidden));
        return graph.node("Squeeze", place.name, List.of(last, graph.wholes(AXIS_0, 0)));
    }

    private String parameter(Place place, String part) {
        String name = place.name + "." + part;
        return graph.tensor(name, weights.tensor(name));
    }

    /** Where a layer stands: its name, the value that comes in, and that value's shape. */
    record Place(String name, String value, Shape shape) {}
}
