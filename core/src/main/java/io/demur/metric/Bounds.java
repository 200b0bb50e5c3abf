package io.demur.metric;

import java.util.OptionalDouble;

/**
 * A least and a greatest value that contain the exact one. In exact mode both are the same.
 *
 * @param lower not above the exact value
 * @param upper not below the exact value
 */
public record Bounds(Value lower, Value upper) {

    /** An exact value. */
    public static Bounds exact(Value value) {
        return new Bounds(value, value);
    }

    /** Two values in either order; undefined if one is. */
    public static Bounds between(Value a, Value b) {
        if (a.number().isEmpty() || b.number().isEmpty()) {
            return a.number().isEmpty() ? exact(a) : exact(b);
        }
        return a.get() <= b.get() ? new Bounds(a, b) : new Bounds(b, a);
    }

    /** Whether both are the same. */
    public boolean isExact() {
        return lower == upper || lower.equals(upper);
    }

    /** Distance of the two; empty if one is undefined. */
    public OptionalDouble width() {
        return lower.number().isPresent() && upper.number().isPresent()
                ? OptionalDouble.of(upper.get() - lower.get())
                : OptionalDouble.empty();
    }

    /** The middle, which for exact bounds is the value itself. */
    public Value middle() {
        return isExact() || width().isEmpty() ? lower : Value.of(lower.get() + (upper.get() - lower.get()) / 2);
    }
}
