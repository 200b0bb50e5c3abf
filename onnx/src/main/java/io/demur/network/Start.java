package io.demur.network;

/** How a network begins. */
public enum Start {
    /**
     * Weights and biases of dense layers uniform within {@code 1 / sqrt(in)}, those of LSTMs within
     * {@code 1 / sqrt(hidden)}, embeddings standard normal; the defaults of PyTorch.
     */
    UNIFORM,
    /**
     * He et al. 2015: weights of dense layers normal with variance {@code 2 / in} where ReLU comes next, dropout aside,
     * and {@code 1 / in} elsewhere, as before the logits; biases 0. The size of what passes then stays the same from
     * layer to layer. Other layers as with {@link #UNIFORM}.
     */
    HE,
    /**
     * For long sequences: the gates of an LSTM begin such that it remembers between 1 and {@value #HORIZON} steps
     * ({@link Initializer.Remembering}), and embeddings of sequences normal with standard deviation
     * {@value #EMBEDDINGS}. Other layers as with {@link #UNIFORM}.
     */
    MEMORY;

    static final int HORIZON = 256;
    static final double EMBEDDINGS = 0.1;

    /** How a parameter of one layer begins. */
    Initializer of(Architecture network, int layer, ParameterSpec parameter) {
        return switch (this) {
            case UNIFORM -> parameter.initializer();
            case HE -> he(network, layer, parameter);
            case MEMORY -> memory(network.layers().get(layer), parameter);
        };
    }

    private static Initializer he(Architecture network, int layer, ParameterSpec parameter) {
        if (!(network.layers().get(layer) instanceof Layer.Dense dense)) {
            return parameter.initializer();
        } else if (parameter.kind() == ParameterSpec.Kind.BIAS) {
            return new Initializer.Constant(0);
        }
        return new Initializer.Gaussian(Math.sqrt((rectified(network, layer) ? 2.0 : 1.0) / dense.in()));
    }

    private static boolean rectified(Architecture network, int layer) {
        return network.layers().stream()
                .skip(layer + 1L)
                .filter(next -> next.kind() != Layer.Kind.DROPOUT)
                .findFirst()
                .filter(next -> next.kind() == Layer.Kind.RELU)
                .isPresent();
    }

    private static Initializer memory(Layer layer, ParameterSpec parameter) {
        if (layer.kind() == Layer.Kind.TOKENS && parameter.initializer() instanceof Initializer.Normal normal) {
            return new Initializer.Normal(normal.zeroRows(), EMBEDDINGS);
        } else if (layer.kind() != Layer.Kind.LSTM || parameter.kind() != ParameterSpec.Kind.BIAS) {
            return parameter.initializer();
        }
        // An LSTM has two biases, which are added.
        return parameter.name().endsWith("bias_ih")
                ? new Initializer.Remembering(HORIZON)
                : new Initializer.Constant(0);
    }
}
