package io.demur.metric;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * A number that may not exist, and then says why; never NaN.
 */
public sealed interface Value {

    /** A number. */
    record Defined(double value) implements Value {
        public Defined {
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException("a defined value is not NaN");
            }
        }
    }

    /** No number, for a reason. */
    record Undefined(ReasonCode reason) implements Value {}

    /** A number. */
    static Value of(double value) {
        return new Defined(value);
    }

    /** No number, for a reason. */
    static Value undefined(ReasonCode reason) {
        return new Undefined(reason);
    }

    /** The number, if there is one. */
    default OptionalDouble number() {
        return this instanceof Defined defined ? OptionalDouble.of(defined.value) : OptionalDouble.empty();
    }

    /** The number; only for callers that know it exists. */
    default double get() {
        return number().orElseThrow(() -> new IllegalStateException(toString()));
    }

    /** The same of a function of the number. */
    default Value map(DoubleUnaryOperator function) {
        return this instanceof Defined defined ? of(function.applyAsDouble(defined.value)) : this;
    }
}
