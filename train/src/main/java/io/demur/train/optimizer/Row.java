package io.demur.train.optimizer;

import java.util.Arrays;

/**
 * One row of a parameter, as update rules see it: values, moments and gradient, all from index 0.
 *
 * <p>A parameter of one row is seen in place. Rows of a table are copied here and back: the compiler of JDK 17
 * vectorises loops over several arrays only where all run over the same indices, and then the copies cost less than a
 * tenth of what they save.
 */
final class Row {
    private final Parameter parameter;
    private final float[] values;
    private final float[][] moments;
    private final float[] gradient;

    private Row(Parameter parameter, float[] values, float[][] moments, float[] gradient) {
        this.parameter = parameter;
        this.values = values;
        this.moments = moments;
        this.gradient = gradient;
    }

    /** The only row of a parameter, in place. */
    static Row whole(Parameter parameter, float[] gradient) {
        return new Row(parameter, parameter.values(), parameter.moments(), gradient);
    }

    /** Room for a row of a table; its gradient is 0. */
    static Row copy(Parameter table) {
        int width = table.width();
        return new Row(table, new float[width], new float[table.moments().length][width], new float[width]);
    }

    void load(int row) {
        int start = row * values.length;
        System.arraycopy(parameter.values(), start, values, 0, values.length);
        for (int i = 0; i < moments.length; i++) {
            System.arraycopy(parameter.moments()[i], start, moments[i], 0, values.length);
        }
    }

    void store(int row) {
        int start = row * values.length;
        System.arraycopy(values, 0, parameter.values(), start, values.length);
        for (int i = 0; i < moments.length; i++) {
            System.arraycopy(moments[i], 0, parameter.moments()[i], start, values.length);
        }
    }

    /** The gradient, from a place in a larger array. */
    void setGradient(float[] from, int start) {
        System.arraycopy(from, start, gradient, 0, gradient.length);
    }

    /** Whether a step with gradient 0 changes nothing at all. */
    boolean atRest() {
        if (decay() != 0) {
            return false;
        }
        for (float[] moment : moments) {
            if (Arrays.mismatch(moment, gradient) >= 0) {
                return false;
            }
        }
        return true;
    }

    int length() {
        return values.length;
    }

    float[] values() {
        return values;
    }

    float[] moment(int index) {
        return moments[index];
    }

    float[] gradient() {
        return gradient;
    }

    float decay() {
        return parameter.decay();
    }
}
