package io.demur.network;

import java.util.List;
import java.util.Optional;

/** Layers of transformers, over {@code (n, T, width)}. */
public sealed interface TransformerLayer extends Layer {
    /**
     * Cuts an image into squares and makes each a vector; a learned class token comes first, learned positions are added:
     * {@code (n, C, S, S)} to {@code (n, 1 + (S/P)^2, width)}, squares row by row.
     *
     * <p>Positions are drawn with standard deviation .02, the token begins as zeros, the rest as a dense layer.
     *
     * @param channels of the image
     * @param size rows and columns of the image, a multiple of the patch
     * @param patch rows and columns of a square
     * @param width length of a vector
     */
    record PatchEmbedding(int channels, int size, int patch, int width) implements TransformerLayer {
        private static final double POSITION_DEVIATION = 0.02;

        /** Checks the sizes. */
        public PatchEmbedding {
            Sizes.requirePositive("channels", channels);
            Sizes.requirePositive("patch", patch);
            Sizes.requirePositive("width", width);
            if (size < patch || size % patch != 0) {
                throw new IllegalArgumentException("size must be a multiple of the patch " + patch + ", not " + size);
            }
        }

        /** Vectors per image, the class token included. */
        public int tokens() {
            return 1 + (size / patch) * (size / patch);
        }

        @Override
        public Kind kind() {
            return Kind.PATCHES;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return input.equals(new Shape.Image(channels, size, size))
                    ? Optional.of(new Shape.Sequence(width))
                    : Optional.empty();
        }

        @Override
        public String needs() {
            return new Shape.Image(channels, size, size).toString();
        }

        @Override
        public List<ParameterSpec> parameters() {
            int fan = channels * patch * patch;
            return List.of(
                    new ParameterSpec(
                            "weight",
                            List.of(width, channels, patch, patch),
                            ParameterSpec.Kind.WEIGHT,
                            Initializer.Uniform.ofFan(fan)),
                    ParameterSpec.bias("bias", width, fan),
                    ParameterSpec.zeros("token", width),
                    new ParameterSpec(
                            "positions",
                            List.of(tokens(), width),
                            ParameterSpec.Kind.BIAS,
                            new Initializer.Gaussian(POSITION_DEVIATION)));
        }
    }

    /**
     * Layer normalisation, Ba et al. 2016: {@code (x - mean) / sqrt(var + epsilon) weight + bias} over each vector, the
     * variance biased.
     *
     * @param width length of a vector
     * @param epsilon above 0
     */
    record LayerNorm(int width, double epsilon) implements TransformerLayer {
        /** Checks the numbers. */
        public LayerNorm {
            Sizes.requirePositive("width", width);
            Sizes.requirePositive("epsilon", epsilon);
        }

        @Override
        public Kind kind() {
            return Kind.LAYERNORM;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            boolean fits = input.equals(new Shape.Sequence(width)) || input.equals(new Shape.Vector(width));
            return fits ? Optional.of(input) : Optional.empty();
        }

        @Override
        public String needs() {
            return new Shape.Vector(width) + " or " + new Shape.Sequence(width);
        }

        @Override
        public List<ParameterSpec> parameters() {
            return ParameterSpec.scaleAndShift(width);
        }
    }

    /** {@code x Phi(x)} with the exact normal distribution function; Hendrycks and Gimpel 2016. */
    record Gelu() implements TransformerLayer {
        @Override
        public Kind kind() {
            return Kind.GELU;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return Layer.ofNumbers(input);
        }

        @Override
        public String needs() {
            return Layer.numbers();
        }
    }

    /**
     * Multi-head self-attention, Vaswani et al. 2017, every vector seeing every other.
     *
     * <p>{@code (q, k, v) = W_qkv x + b_qkv}; per head of {@code d = width / heads} numbers
     * {@code softmax(q k^T / sqrt(d)) v}; the heads side by side through {@code W_out} and {@code b_out}. Weights are drawn
     * by Glorot and Bengio 2010, biases begin as zeros.
     *
     * @param width length of a vector
     * @param heads a divisor of it
     */
    record Attention(int width, int heads) implements TransformerLayer {
        private static final int PARTS = 3;

        /** Checks the sizes. */
        public Attention {
            Sizes.requirePositive("width", width);
            Sizes.requirePositive("heads", heads);
            if (width % heads != 0) {
                throw new IllegalArgumentException("heads must divide the width " + width + ", not be " + heads);
            }
        }

        @Override
        public Kind kind() {
            return Kind.ATTENTION;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return input.equals(new Shape.Sequence(width)) ? Optional.of(input) : Optional.empty();
        }

        @Override
        public String needs() {
            return new Shape.Sequence(width).toString();
        }

        @Override
        public List<ParameterSpec> parameters() {
            int rows = PARTS * width;
            return List.of(
                    matrix("qkv_weight", rows),
                    ParameterSpec.zeros("qkv_bias", rows),
                    matrix("out_weight", width),
                    ParameterSpec.zeros("out_bias", width));
        }

        private ParameterSpec matrix(String name, int rows) {
            return new ParameterSpec(
                    name, List.of(rows, width), ParameterSpec.Kind.WEIGHT, Initializer.Uniform.xavier(width, rows));
        }
    }

    /** The first vector of a sequence: where the class token stands. */
    record FirstToken() implements TransformerLayer {
        @Override
        public Kind kind() {
            return Kind.FIRST;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return input instanceof Shape.Sequence sequence
                    ? Optional.of(new Shape.Vector(sequence.width()))
                    : Optional.empty();
        }

        @Override
        public String needs() {
            return "a sequence of vectors";
        }
    }
}
