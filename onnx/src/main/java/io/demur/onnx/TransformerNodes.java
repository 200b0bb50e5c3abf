package io.demur.onnx;

import static io.demur.onnx.GraphBuilder.ints;
import static io.demur.onnx.GraphBuilder.real;
import static io.demur.onnx.GraphBuilder.whole;

import io.demur.network.Tensor;
import io.demur.network.TransformerLayer;
import io.demur.network.TransformerLayer.Attention;
import io.demur.network.TransformerLayer.PatchEmbedding;
import io.demur.network.Weights;
import io.demur.onnx.NetworkGraph.Place;
import java.util.List;

/** The nodes of layers of transformers. */
record TransformerNodes(GraphBuilder graph, Weights weights) {

    String add(TransformerLayer layer, Place place) {
        if (layer instanceof PatchEmbedding patches) {
            return patches(patches, place);
        } else if (layer instanceof TransformerLayer.LayerNorm norm) {
            List<String> inputs = List.of(place.value(), parameter(place, "weight"), parameter(place, "bias"));
            return graph.node(
                    "LayerNormalization", place.name(), inputs, whole("axis", -1), real("epsilon", norm.epsilon()));
        } else if (layer instanceof TransformerLayer.Gelu) {
            return gelu(place);
        } else if (layer instanceof Attention attention) {
            return attention(attention, place);
        }
        String first = graph.wholes("index.0", 0);
        String token = graph.node("Gather", place.name() + ".token", List.of(place.value(), first), whole("axis", 1));
        return graph.node("Squeeze", place.name(), List.of(token, graph.wholes("axis.1", 1)));
    }

    /** A zero vector before the patches makes room for the class token, which is added with the positions. */
    private String patches(PatchEmbedding layer, Place place) {
        String name = place.name();
        List<String> inputs = List.of(place.value(), parameter(place, "weight"), parameter(place, "bias"));
        String grid = graph.node("Conv", name + ".grid", inputs, ints("strides", layer.patch(), layer.patch()));
        String flat = graph.node(
                "Reshape", name + ".flat", List.of(grid, graph.wholes(name + ".flat.shape", 0, layer.width(), -1)));
        String vectors = graph.node("Transpose", name + ".vectors", List.of(flat), ints("perm", 0, 2, 1));
        String room = graph.wholes("pad.first", 0, 1, 0, 0, 0, 0);
        String padded = graph.node("Pad", name + ".padded", List.of(vectors, room));
        return graph.node("Add", name, List.of(padded, graph.tensor(name + ".added", added(layer, name))));
    }

    private Tensor added(PatchEmbedding layer, String name) {
        float[] values = weights.tensor(name + ".positions").values().clone();
        float[] token = weights.tensor(name + ".token").values();
        for (int i = 0; i < token.length; i++) {
            values[i] += token[i];
        }
        return Tensor.of(List.of(layer.tokens(), layer.width()), values);
    }

    /** {@code x/2 (1 + erf(x / sqrt 2))}: the operator of this name is younger than our operator set. */
    private String gelu(Place place) {
        String name = place.name();
        String root = graph.number("root.2", Math.sqrt(2));
        String scaled = graph.node("Div", name + ".scaled", List.of(place.value(), root));
        String erf = graph.node("Erf", name + ".erf", List.of(scaled));
        String twice = graph.node("Add", name + ".twice", List.of(erf, graph.number("one", 1)));
        String product = graph.node("Mul", name + ".product", List.of(place.value(), twice));
        return graph.node("Mul", name, List.of(product, graph.number("half", 1.0 / 2)));
    }

    private String attention(Attention layer, Place place) {
        String name = place.name();
        int head = layer.width() / layer.heads();
        String qkv = affine(place, "qkv", place.value());
        String shape = graph.wholes(name + ".heads", 0, -1, 3, layer.heads(), head);
        String split = graph.node("Reshape", name + ".split", List.of(qkv, shape));
        String parts = graph.node("Transpose", name + ".parts", List.of(split), ints("perm", 2, 0, 3, 1, 4));
        String keys =
                graph.node("Transpose", name + ".keys", List.of(part(name, parts, 1)), ints("perm", 0, 1, 2, 4, 3));
        String products = graph.node("MatMul", name + ".products", List.of(part(name, parts, 0), keys));
        String scale = graph.number(name + ".scale", 1 / Math.sqrt(head));
        String scaled = graph.node("Mul", name + ".scaled", List.of(products, scale));
        String shares = graph.node("Softmax", name + ".shares", List.of(scaled), whole("axis", -1));
        String means = graph.node("MatMul", name + ".means", List.of(shares, part(name, parts, 2)));
        String places = graph.node("Transpose", name + ".places", List.of(means), ints("perm", 1, 3, 0, 2, 4));
        String flat = graph.wholes(name + ".joined.shape", 0, 0, layer.width());
        String joined = graph.node("Reshape", name + ".joined", List.of(places, flat));
        return affine(place, "out", joined);
    }

    /** Queries, keys or values, {@code (1, N, heads, T, d)}. */
    private String part(String name, String parts, int number) {
        String index = graph.wholes("index." + number, number);
        return graph.node("Gather", name + ".part" + number, List.of(parts, index), whole("axis", 0));
    }

    private String affine(Place place, String part, String value) {
        String name = place.name() + "." + part;
        String weight = parameter(place, part + "_weight");
        String across = graph.node("Transpose", name + ".across", List.of(weight), ints("perm", 1, 0));
        String product = graph.node("MatMul", name + ".product", List.of(value, across));
        return graph.node("Add", name, List.of(product, parameter(place, part + "_bias")));
    }

    private String parameter(Place place, String part) {
        String name = place.name() + "." + part;
        return graph.tensor(name, weights.tensor(name));
    }
}
