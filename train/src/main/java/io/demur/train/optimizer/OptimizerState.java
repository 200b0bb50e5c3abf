package io.demur.train.optimizer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an optimiser remembers: the number of steps, and per parameter its moments as arrays of the parameter's size,
 * named {@code PARAMETER.moment1} and {@code PARAMETER.moment2}. With the weights it is all that resuming takes.
 */
public final class OptimizerState {
    private final long step;
    private final Map<String, float[]> moments;

    private OptimizerState(long step, Map<String, float[]> moments) {
        this.step = step;
        this.moments = moments;
    }

    /** Before the first step. */
    public static OptimizerState initial() {
        return new OptimizerState(0, Map.of());
    }

    /** Takes the arrays over. */
    public static OptimizerState of(long step, Map<String, float[]> moments) {
        if (step < 0) {
            throw new IllegalArgumentException("step must not be negative, but is " + step);
        }
        return new OptimizerState(step, Collections.unmodifiableMap(new LinkedHashMap<>(moments)));
    }

    /** Steps taken. */
    public long step() {
        return step;
    }

    /** The arrays by name, in order; not to be changed. */
    public Map<String, float[]> moments() {
        return moments;
    }

    float[] moment(String name, int length) {
        float[] values = moments.get(name);
        if (values == null || values.length != length) {
            String found = values == null ? "none" : values.length + " values";
            throw new IllegalArgumentException(
                    "the optimiser needs " + name + " of " + length + " values, there are " + found);
        }
        return values;
    }
}
