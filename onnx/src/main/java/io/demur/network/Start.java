package io.demur.network;

/** How the dense layers of a network begin. Embeddings and LSTMs begin the same way in every case. */
public enum Start {
    /** Weights and biases uniform within {@code 1 / sqrt(in)}; the default of PyTorch. */
    UNIFORM,
    /**
     * He et al. 2015: weights normal with variance {@code 2 / in} where ReLU comes next, dropout aside, and
     * {@code 1 / in} elsewhere, as before the logits; biases 0. The size of what passes then stays the same from layer
     * to layer.
     */
    HE;

    /** How a parameter of one layer begins. */
    Initializer of(Architecture network, int layer, ParameterSpec parameter) {
        if (this == UNIFORM || !(network.layers().get(layer) instanceof Layer.Dense dense)) {
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
}
