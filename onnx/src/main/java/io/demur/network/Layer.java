package io.demur.network;

/**
 * One step of a network, as data: from the same description come the trained block, the parameter count and the graph
 * in ONNX.
 */
public sealed interface Layer {
    /**
     * An affine map of the last axis: {@code (n, in)} to {@code (n, out)}, {@code y = x W^T + b}.
     *
     * @param in features that come in
     * @param out features that go out
     */
    record Dense(int in, int out) implements Layer {}

    /** {@code max(x, 0)}. */
    record Relu() implements Layer {}

    /**
     * In training sets each value to 0 with probability {@code rate} and divides the others by {@code 1 - rate};
     * otherwise does nothing.
     */
    record Dropout(double rate) implements Layer {}

    /**
     * The mean of the embeddings of a bag of identifiers, each as often as it comes; an empty bag gives zeros.
     *
     * @param vocabulary number of identifiers
     * @param width length of an embedding
     */
    record BagEmbedding(int vocabulary, int width) implements Layer {}

    /**
     * The embedding of each identifier of a sequence: {@code (n, T)} to {@code (n, T, width)}. Identifier 0 is padding.
     *
     * @param vocabulary number of identifiers, the padding included
     * @param width length of an embedding
     */
    record TokenEmbedding(int vocabulary, int width) implements Layer {}

    /**
     * A long short-term memory of one layer, forwards, and its output at the last real token: {@code (n, T, in)} to
     * {@code (n, hidden)}. Gates and the two bias vectors as in PyTorch.
     */
    record LastLstm(int in, int hidden) implements Layer {}
}
