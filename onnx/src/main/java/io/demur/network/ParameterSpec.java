package io.demur.network;

import java.util.List;

/**
 * One tensor that training changes.
 *
 * @param name unique in its network and the same from run to run, such as {@code 2.dense.weight}
 * @param shape its sizes, outermost first
 * @param kind what it is for
 * @param initializer how it begins
 */
public record ParameterSpec(String name, List<Integer> shape, Kind kind, Initializer initializer) {
    /** What a parameter is for; optimisers treat the kinds differently. */
    public enum Kind {
        /** A matrix that multiplies. */
        WEIGHT,
        /** A vector that is added. */
        BIAS,
        /** A table of vectors, looked up by identifier. */
        EMBEDDING
    }

    /** Copies the shape. */
    public ParameterSpec {
        shape = List.copyOf(shape);
        shape.forEach(size -> Sizes.requirePositive("each size of " + name, size));
    }

    /** Number of entries. */
    public long size() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    ParameterSpec within(String prefix) {
        return new ParameterSpec(prefix + "." + name, shape, kind, initializer);
    }

    ParameterSpec from(Initializer other) {
        return new ParameterSpec(name, shape, kind, other);
    }

    static ParameterSpec weight(String name, int out, int in, int fan) {
        return new ParameterSpec(name, List.of(out, in), Kind.WEIGHT, Initializer.Uniform.ofFan(fan));
    }

    static ParameterSpec bias(String name, int out, int fan) {
        return new ParameterSpec(name, List.of(out), Kind.BIAS, Initializer.Uniform.ofFan(fan));
    }

    static ParameterSpec embedding(int vocabulary, int width, int zeroRows) {
        return new ParameterSpec(
                "weight", List.of(vocabulary, width), Kind.EMBEDDING, new Initializer.Normal(zeroRows));
    }
}
