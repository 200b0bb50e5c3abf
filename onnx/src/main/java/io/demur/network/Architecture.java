package io.demur.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A network as data: what comes in and its layers in order, each fitting the one before; what goes out is a vector of
 * logits, or for an image a vector at every pixel.
 *
 * <p>Layers count from 0. The parameters of layer 2, a dense one, are {@code 2.dense.weight} and {@code 2.dense.bias}.
 *
 * @param name what people call it
 * @param input one row of the features
 * @param layers at least one
 */
public record Architecture(String name, Shape input, List<Layer> layers) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no layer, if a layer cannot take what comes to it (naming its number,
     *     what it is, what came in and what it needs), or if the last one gives neither a vector nor an image
     */
    public Architecture {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network has at least one layer");
        }
        Shape output = outputOf(input, layers);
        if (!(output instanceof Shape.Vector || output instanceof Shape.Image)) {
            throw new IllegalArgumentException("the last layer gives " + output + ", logits are a vector or an image");
        }
    }

    /**
     * A network whose first layer says what comes in: a dense layer or an embedding.
     *
     * @throws IllegalArgumentException also if the first layer does not say it
     */
    public Architecture(String name, List<Layer> layers) {
        this(name, inputOf(layers), layers);
    }

    private static Shape inputOf(List<Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network has at least one layer");
        }
        Layer first = layers.get(0);
        return switch (first.kind()) {
            case DENSE -> new Shape.Vector(((Layer.Dense) first).in());
            case BAG -> new Shape.Bag(((Layer.BagEmbedding) first).vocabulary());
            case TOKENS -> new Shape.Tokens(((Layer.TokenEmbedding) first).vocabulary());
            case LSTM -> new Shape.Sequence(((Layer.LastLstm) first).in());
            default ->
                throw new IllegalArgumentException(describe(0, first) + " does not say what comes in; give the input");
        };
    }

    private static Shape outputOf(Shape input, List<Layer> layers) {
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            int number = i;
            Layer layer = layers.get(i);
            Shape before = shape;
            shape = layer.output(before)
                    .orElseThrow(() -> new IllegalArgumentException(
                            describe(number, layer) + " needs " + layer.needs() + ", what comes in is " + before));
        }
        return shape;
    }

    private static String describe(int number, Layer layer) {
        return "layer " + number + ", " + layer + ",";
    }

    /** What goes out for one row: a vector of logits, or an image whose channels are logits. */
    public Shape output() {
        return outputOf(input, layers);
    }

    /** How many logits a row or pixel gets: the classes, or 1 for the logit of the second of two classes. */
    public int outputs() {
        Shape output = output();
        return output instanceof Shape.Image image ? image.channels() : ((Shape.Vector) output).features();
    }

    /** How many vectors of logits a row gets: 1, or the pixels of the output. */
    public int places() {
        return output() instanceof Shape.Image image ? Math.multiplyExact(image.height(), image.width()) : 1;
    }

    /**
     * The same layers, and so the same parameters, for rows of another size.
     *
     * @throws IllegalArgumentException if a layer cannot take what comes to it
     */
    public Architecture withInput(Shape other) {
        return new Architecture(name, other, layers);
    }

    /** How many classes it tells apart; at least 2. */
    public int classes() {
        return Math.max(2, outputs());
    }

    /** All parameters and running statistics in the order of the layers. */
    public List<ParameterSpec> parameters() {
        List<ParameterSpec> parameters = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            parameters.addAll(parametersOf(i));
        }
        return List.copyOf(parameters);
    }

    /** The parameters of one layer, by their names in the network. */
    public List<ParameterSpec> parametersOf(int layer) {
        String prefix = layer + "." + layers.get(layer).kind().code();
        return layers.get(layer).parameters().stream()
                .map(parameter -> parameter.within(prefix))
                .toList();
    }

    /** Entries of all parameters together, running statistics left out. */
    public long parameterCount() {
        return parameters().stream()
                .filter(ParameterSpec::isTrained)
                .mapToLong(ParameterSpec::size)
                .sum();
    }
}
