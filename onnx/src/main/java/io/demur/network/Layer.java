package io.demur.network;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One step of a network, as data: from the same description come the trained block, the parameter count and the graph
 * in ONNX.
 *
 * <p>A layer says which shape it makes of which and which parameters it has, so that a layer made of layers is one more
 * record. Whoever gives layers a meaning switches over {@link #kind()}, exhaustively.
 */
public sealed interface Layer
        permits Layer.Dense,
                Layer.Relu,
                Layer.Dropout,
                Layer.BagEmbedding,
                Layer.TokenEmbedding,
                Layer.LastLstm,
                ImageLayer,
                TransformerLayer,
                Composite {
    /** The kinds of layers, one for each record. */
    enum Kind {
        DENSE(Dense.class),
        RELU(Relu.class),
        DROPOUT(Dropout.class),
        BAG(BagEmbedding.class),
        TOKENS(TokenEmbedding.class),
        LSTM(LastLstm.class),
        CONV(ImageLayer.Conv2d.class),
        NORM(ImageLayer.BatchNorm.class),
        MAXPOOL(ImageLayer.MaxPool.class),
        AVGPOOL(ImageLayer.AvgPool.class),
        MEAN(ImageLayer.GlobalAveragePool.class),
        FLATTEN(ImageLayer.Flatten.class),
        PATCHES(TransformerLayer.PatchEmbedding.class),
        LAYERNORM(TransformerLayer.LayerNorm.class),
        GELU(TransformerLayer.Gelu.class),
        ATTENTION(TransformerLayer.Attention.class),
        FIRST(TransformerLayer.FirstToken.class),
        CHAIN(Composite.Chain.class),
        SUM(Composite.Sum.class),
        CONCAT(Composite.Concat.class),
        RESIZED(Composite.Resized.class);

        private final Class<? extends Layer> type;

        Kind(Class<? extends Layer> type) {
            this.type = type;
        }

        /** The name of the kind in files and in names of parameters. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The record that describes such a layer. */
        Class<? extends Layer> type() {
            return type;
        }
    }

    /** Which record this is. */
    Kind kind();

    /** The shape it makes of this one; empty if it cannot take it. */
    Optional<Shape> output(Shape input);

    /** What it takes, in words. */
    String needs();

    /** Its parameters in order, by names that are unique in the layer. */
    default List<ParameterSpec> parameters() {
        return List.of();
    }

    /**
     * An affine map of the last axis: {@code (n, in)} to {@code (n, out)}, {@code y = x W^T + b}.
     *
     * @param in features that come in
     * @param out features that go out
     */
    record Dense(int in, int out) implements Layer {
        /** Checks the sizes. */
        public Dense {
            Sizes.requirePositive("in", in);
            Sizes.requirePositive("out", out);
        }

        @Override
        public Kind kind() {
            return Kind.DENSE;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            if (input.equals(new Shape.Vector(in))) {
                return Optional.of(new Shape.Vector(out));
            }
            return input.equals(new Shape.Sequence(in)) ? Optional.of(new Shape.Sequence(out)) : Optional.empty();
        }

        @Override
        public String needs() {
            return new Shape.Vector(in) + " or " + new Shape.Sequence(in);
        }

        @Override
        public List<ParameterSpec> parameters() {
            return List.of(ParameterSpec.weight("weight", out, in, in), ParameterSpec.bias("bias", out, in));
        }
    }

    /** {@code max(x, 0)}. */
    record Relu() implements Layer {
        @Override
        public Kind kind() {
            return Kind.RELU;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return ofNumbers(input);
        }

        @Override
        public String needs() {
            return numbers();
        }
    }

    /**
     * In training sets each value to 0 with probability {@code rate} and divides the others by {@code 1 - rate};
     * otherwise does nothing.
     *
     * @param rate from 0 to below 1
     */
    record Dropout(double rate) implements Layer {
        /** Checks the rate. */
        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("rate must be in [0,1), not " + rate);
            }
        }

        @Override
        public Kind kind() {
            return Kind.DROPOUT;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return ofNumbers(input);
        }

        @Override
        public String needs() {
            return numbers();
        }
    }

    /**
     * The mean of the embeddings of a bag of identifiers, each as often as it comes; an empty bag gives zeros.
     *
     * @param vocabulary number of identifiers
     * @param width length of an embedding
     */
    record BagEmbedding(int vocabulary, int width) implements Layer {
        /** Checks the sizes. */
        public BagEmbedding {
            Sizes.requirePositive("vocabulary", vocabulary);
            Sizes.requirePositive("width", width);
        }

        @Override
        public Kind kind() {
            return Kind.BAG;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return input.equals(new Shape.Bag(vocabulary)) ? Optional.of(new Shape.Vector(width)) : Optional.empty();
        }

        @Override
        public String needs() {
            return new Shape.Bag(vocabulary).toString();
        }

        @Override
        public List<ParameterSpec> parameters() {
            return List.of(ParameterSpec.embedding(vocabulary, width, 0));
        }
    }

    /**
     * The embedding of each identifier of a sequence: {@code (n, T)} to {@code (n, T, width)}. Identifier 0 is padding;
     * its embedding begins as zeros.
     *
     * @param vocabulary number of identifiers, the padding included
     * @param width length of an embedding
     */
    record TokenEmbedding(int vocabulary, int width) implements Layer {
        /** Checks the sizes. */
        public TokenEmbedding {
            Sizes.requirePositive("vocabulary", vocabulary);
            Sizes.requirePositive("width", width);
        }

        @Override
        public Kind kind() {
            return Kind.TOKENS;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return input.equals(new Shape.Tokens(vocabulary))
                    ? Optional.of(new Shape.Sequence(width))
                    : Optional.empty();
        }

        @Override
        public String needs() {
            return new Shape.Tokens(vocabulary).toString();
        }

        @Override
        public List<ParameterSpec> parameters() {
            return List.of(ParameterSpec.embedding(vocabulary, width, 1));
        }
    }

    /**
     * A long short-term memory of one layer, forwards, and its output at the last real token: {@code (n, T, in)} to
     * {@code (n, hidden)}. Gates and the two bias vectors as in PyTorch.
     *
     * <p>With {@code (i, f, g, o) = W_ih x_t + b_ih + W_hh h + b_hh}, four blocks of {@code hidden} rows each,
     * {@code c = sigmoid(f) c + sigmoid(i) tanh(g)} and {@code h = sigmoid(o) tanh(c)}; h and c begin as zeros.
     *
     * @param in length of a vector that comes in
     * @param hidden length of h and c
     */
    record LastLstm(int in, int hidden) implements Layer {
        /** How many blocks of rows the matrices have. */
        private static final int GATES = 4;

        /** Checks the sizes. */
        public LastLstm {
            Sizes.requirePositive("in", in);
            Sizes.requirePositive("hidden", hidden);
        }

        @Override
        public Kind kind() {
            return Kind.LSTM;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return input.equals(new Shape.Sequence(in)) ? Optional.of(new Shape.Vector(hidden)) : Optional.empty();
        }

        @Override
        public String needs() {
            return new Shape.Sequence(in).toString();
        }

        @Override
        public List<ParameterSpec> parameters() {
            int rows = Math.multiplyExact(GATES, hidden);
            return List.of(
                    ParameterSpec.weight("weight_ih", rows, in, hidden),
                    ParameterSpec.weight("weight_hh", rows, hidden, hidden),
                    ParameterSpec.bias("bias_ih", rows, hidden),
                    ParameterSpec.bias("bias_hh", rows, hidden));
        }
    }

    static Optional<Shape> ofNumbers(Shape input) {
        boolean identifiers = input instanceof Shape.Bag || input instanceof Shape.Tokens;
        return identifiers ? Optional.empty() : Optional.of(input);
    }

    static String numbers() {
        return "a vector, a sequence of vectors or an image";
    }
}
