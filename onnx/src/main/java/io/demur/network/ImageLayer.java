package io.demur.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Layers of networks over images, {@code (n, channels, height, width)}. */
public sealed interface ImageLayer extends Layer {
    /**
     * A cross-correlation in two dimensions with zeros around the image.
     *
     * <p>Weight {@code (out, in / groups, kernel, kernel)}; drawn as He et al. 2015 by the outputs, variance
     * {@code 2 / (out kernel^2)}. A bias begins as 0.
     *
     * @param in channels that come in
     * @param out channels that go out
     * @param window size and steps of the kernel
     * @param groups into how many parts the channels fall, each seen by its own part of the kernels
     * @param bias whether a number is added per channel
     */
    record Conv2d(int in, int out, Window window, int groups, Bias bias) implements ImageLayer {
        /** Whether a number is added per channel. */
        public enum Bias {
            NONE,
            ADDED
        }

        /** Checks the sizes. */
        public Conv2d {
            Sizes.requirePositive("in", in);
            Sizes.requirePositive("out", out);
            Sizes.requirePositive("groups", groups);
            if (in % groups != 0 || out % groups != 0) {
                throw new IllegalArgumentException(
                        "groups must divide in and out, not be " + groups + " for " + in + " and " + out);
            }
        }

        /** One group, no bias. */
        public Conv2d(int in, int out, Window window) {
            this(in, out, window, 1, Bias.NONE);
        }

        @Override
        public Kind kind() {
            return Kind.CONV;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return input instanceof Shape.Image image && image.channels() == in && window.fits(image)
                    ? Optional.of(window.output(image, out))
                    : Optional.empty();
        }

        @Override
        public String needs() {
            return "an image of " + in + " channels not smaller than the kernel";
        }

        @Override
        public List<ParameterSpec> parameters() {
            List<ParameterSpec> parameters = new ArrayList<>();
            int area = window.kernel() * window.kernel();
            parameters.add(new ParameterSpec(
                    "weight",
                    List.of(out, in / groups, window.kernel(), window.kernel()),
                    ParameterSpec.Kind.WEIGHT,
                    Initializer.Gaussian.he(Math.multiplyExact(out, area))));
            if (bias == Bias.ADDED) {
                parameters.add(ParameterSpec.zeros("bias", out));
            }
            return parameters;
        }
    }

    /**
     * Batch normalisation, Ioffe and Szegedy 2015: {@code (x - mean) / sqrt(var + 1e-5) weight + bias} per channel.
     *
     * <p>In training mean and biased variance are those of the batch, and the running ones follow,
     * {@code r = (1 - momentum) r + momentum b}, the variance unbiased; otherwise the running ones serve. A batch of one
     * image of one pixel has no variance and cannot be trained on.
     *
     * @param channels of the image
     * @param momentum share of a batch in the running statistics, in (0,1]
     */
    record BatchNorm(int channels, double momentum) implements ImageLayer {
        /** What is added to the variance. */
        public static final double EPSILON = 1e-5;

        private static final double USUAL_MOMENTUM = 0.1;

        /** Checks the numbers. */
        public BatchNorm {
            Sizes.requirePositive("channels", channels);
            if (!(momentum > 0 && momentum <= 1)) {
                throw new IllegalArgumentException("momentum must be in (0,1], not " + momentum);
            }
        }

        /** With momentum .1. */
        public BatchNorm(int channels) {
            this(channels, USUAL_MOMENTUM);
        }

        @Override
        public Kind kind() {
            return Kind.NORM;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return input instanceof Shape.Image image && image.channels() == channels
                    ? Optional.of(input)
                    : Optional.empty();
        }

        @Override
        public String needs() {
            return "an image of " + channels + " channels";
        }

        @Override
        public List<ParameterSpec> parameters() {
            List<ParameterSpec> parameters = new ArrayList<>(ParameterSpec.scaleAndShift(channels));
            parameters.add(ParameterSpec.statistic("running_mean", channels, 0));
            parameters.add(ParameterSpec.statistic("running_var", channels, 1));
            return parameters;
        }
    }

    /** The largest value under the window; padding never wins. No dilation. */
    record MaxPool(Window window) implements ImageLayer {
        /** Checks the window. */
        public MaxPool {
            requirePooling(window);
        }

        @Override
        public Kind kind() {
            return Kind.MAXPOOL;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return pooled(window, input);
        }

        @Override
        public String needs() {
            return "an image not smaller than the window";
        }
    }

    /** The mean under the window, padding counted as zeros. No dilation. */
    record AvgPool(Window window) implements ImageLayer {
        /** Checks the window. */
        public AvgPool {
            requirePooling(window);
        }

        @Override
        public Kind kind() {
            return Kind.AVGPOOL;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return pooled(window, input);
        }

        @Override
        public String needs() {
            return "an image not smaller than the window";
        }
    }

    /** The mean of each channel, as an image of one pixel. */
    record GlobalAveragePool() implements ImageLayer {
        @Override
        public Kind kind() {
            return Kind.MEAN;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return input instanceof Shape.Image image
                    ? Optional.of(new Shape.Image(image.channels(), 1, 1))
                    : Optional.empty();
        }

        @Override
        public String needs() {
            return "an image";
        }
    }

    /** An image as one vector, channel after channel. */
    record Flatten() implements ImageLayer {
        @Override
        public Kind kind() {
            return Kind.FLATTEN;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            return input instanceof Shape.Image image
                    ? Optional.of(new Shape.Vector(image.numbers()))
                    : Optional.empty();
        }

        @Override
        public String needs() {
            return "an image";
        }
    }

    private static void requirePooling(Window window) {
        if (window.dilation() != 1 || 2 * window.padding() > window.kernel()) {
            throw new IllegalArgumentException(
                    "a pooling window has no dilation and a padding of at most half its size, not " + window);
        }
    }

    private static Optional<Shape> pooled(Window window, Shape input) {
        return input instanceof Shape.Image image && window.fits(image)
                ? Optional.of(window.output(image, image.channels()))
                : Optional.empty();
    }
}
