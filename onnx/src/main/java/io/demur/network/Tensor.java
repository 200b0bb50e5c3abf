package io.demur.network;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers in single precision, in a grid of any rank, row-major. Two are equal if their shapes and all bits are. */
public final class Tensor {
    private final List<Integer> shape;
    private final float[] values;

    private Tensor(List<Integer> shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * Takes the array over.
     *
     * @param shape sizes, outermost first; empty for one number
     * @param values as many as the product of the sizes
     */
    public static Tensor of(List<Integer> shape, float[] values) {
        if (shape.stream().anyMatch(length -> length < 0)) {
            throw new IllegalArgumentException("a size must not be negative: " + text(shape));
        }
        if (size(shape) != values.length) {
            throw new IllegalArgumentException(values.length + " values do not fill the shape " + text(shape));
        }
        return new Tensor(List.copyOf(shape), values);
    }

    /** The sizes, outermost first. */
    public List<Integer> shape() {
        return shape;
    }

    /** Number of values. */
    public int size() {
        return values.length;
    }

    /** The array itself, row-major; not to be changed. */
    public float[] values() {
        return values;
    }

    /** The product of sizes; 2^31 for everything beyond the arrays. */
    static long size(List<Integer> shape) {
        if (shape.contains(0)) {
            return 0;
        }
        long size = 1;
        for (int length : shape) {
            size = Math.min(size * length, Integer.MAX_VALUE + 1L);
        }
        return size;
    }

    static String text(List<Integer> shape) {
        return shape.stream().map(String::valueOf).collect(Collectors.joining(" x ", "(", ")"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor && shape.equals(tensor.shape) && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "tensor " + text(shape);
    }
}
