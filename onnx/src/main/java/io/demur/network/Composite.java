package io.demur.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Layers made of layers. A network is a tree: each composite says how its parts are joined.
 *
 * <p>Parts count from 0, and the parameters of part 1, a convolution, are {@code 1.conv.weight} within the composite.
 */
public sealed interface Composite extends Layer {
    /** The layers inside, in order. */
    List<Layer> parts();

    @Override
    default List<ParameterSpec> parameters() {
        List<ParameterSpec> parameters = new ArrayList<>();
        for (int i = 0; i < parts().size(); i++) {
            Layer part = parts().get(i);
            String prefix = i + "." + part.kind().code();
            part.parameters().forEach(parameter -> parameters.add(parameter.within(prefix)));
        }
        return parameters;
    }

    /** One after the other; none at all passes on what comes. */
    record Chain(List<Layer> parts) implements Composite {
        /** Copies the list. */
        public Chain {
            parts = List.copyOf(parts);
        }

        /** These, one after the other. */
        public static Chain of(Layer... parts) {
            return new Chain(List.of(parts));
        }

        @Override
        public Kind kind() {
            return Kind.CHAIN;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            Optional<Shape> shape = Optional.of(input);
            for (Layer part : parts) {
                shape = shape.flatMap(part::output);
            }
            return shape;
        }

        @Override
        public String needs() {
            return "what its layers can take one after the other";
        }
    }

    /** The sum of what its parts make of the same input; a residual block is a chain beside an empty one. */
    record Sum(List<Layer> parts) implements Composite {
        /** Copies the list. */
        public Sum {
            parts = requireBranches(parts);
        }

        /** The sum of these. */
        public static Sum of(Layer... parts) {
            return new Sum(List.of(parts));
        }

        @Override
        public Kind kind() {
            return Kind.SUM;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            Optional<Shape> first = parts.get(0).output(input);
            boolean alike = parts.stream().allMatch(part -> part.output(input).equals(first));
            return alike ? first : Optional.empty();
        }

        @Override
        public String needs() {
            return "what all its branches make the same shape of";
        }
    }

    /** The channels of what its parts make of the same input, one after the other. */
    record Concat(List<Layer> parts) implements Composite {
        /** Copies the list. */
        public Concat {
            parts = requireBranches(parts);
        }

        /** The channels of these. */
        public static Concat of(Layer... parts) {
            return new Concat(List.of(parts));
        }

        @Override
        public Kind kind() {
            return Kind.CONCAT;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            int channels = 0;
            Optional<Shape> joined = Optional.empty();
            for (Layer part : parts) {
                if (!(part.output(input).orElse(input) instanceof Shape.Image image)
                        || part.output(input).isEmpty()) {
                    return Optional.empty();
                }
                channels += image.channels();
                Shape next = new Shape.Image(channels, image.height(), image.width());
                if (joined.isPresent() && !sameSize((Shape.Image) joined.get(), image)) {
                    return Optional.empty();
                }
                joined = Optional.of(next);
            }
            return joined;
        }

        private static boolean sameSize(Shape.Image one, Shape.Image other) {
            return one.height() == other.height() && one.width() == other.width();
        }

        @Override
        public String needs() {
            return "an image of which all its branches make images of one size";
        }
    }

    /**
     * What its part makes of an image, brought back to the image's height and width: bilinear between the centres of
     * pixels, as PyTorch without {@code align_corners}.
     *
     * <p>So a network says nowhere how large its images are.
     */
    record Resized(Layer part) implements Composite {
        @Override
        public List<Layer> parts() {
            return List.of(part);
        }

        @Override
        public Kind kind() {
            return Kind.RESIZED;
        }

        @Override
        public Optional<Shape> output(Shape input) {
            if (input instanceof Shape.Image image && part.output(input).orElse(input) instanceof Shape.Image small) {
                return part.output(input)
                        .map(shape -> new Shape.Image(small.channels(), image.height(), image.width()));
            }
            return Optional.empty();
        }

        @Override
        public String needs() {
            return "an image of which " + part.kind().code() + " makes an image";
        }
    }

    private static List<Layer> requireBranches(List<Layer> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("there is at least one branch");
        }
        return List.copyOf(parts);
    }

    /** All layers of a network that are no composites, in the order of their parameters. */
    static Stream<Layer> leaves(Layer layer) {
        return layer instanceof Composite composite
                ? composite.parts().stream().flatMap(Composite::leaves)
                : Stream.of(layer);
    }
}
