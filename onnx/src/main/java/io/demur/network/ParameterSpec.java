package io.demur.network;

import java.util.List;

/**
 * One tensor that training changes: by its gradient, or, for a {@link Kind#STATISTIC}, by what passes through.
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
        EMBEDDING,
        /** A vector of scales after a normalisation. */
        SCALE,
        /** A running mean or variance: no gradient, not counted as a parameter. */
        STATISTIC
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

    /** Whether it follows a gradient. */
    public boolean isTrained() {
        return kind != Kind.STATISTIC;
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

    /** A bias or a vector that is added, and that begins as zeros. */
    static ParameterSpec zeros(String name, int size) {
        return new ParameterSpec(name, List.of(size), Kind.BIAS, new Initializer.Constant(0));
    }

    /** Scale 1 and shift 0, as {@code weight} and {@code bias}. */
    static List<ParameterSpec> scaleAndShift(int size) {
        return List.of(
                new ParameterSpec("weight", List.of(size), Kind.SCALE, new Initializer.Constant(1)),
                zeros("bias", size));
    }

    static ParameterSpec statistic(String name, int size, double start) {
        return new ParameterSpec(name, List.of(size), Kind.STATISTIC, new Initializer.Constant(start));
    }
}
