package io.demur.train.optimizer;

/** The gradient by some rows of a parameter; by the others it is 0. */
public final class Gradient {
    private final Parameter parameter;
    private final int[] rows;
    private final float[] values;

    private Gradient(Parameter parameter, int[] rows, float[] values) {
        if (values.length != rows.length * parameter.width()) {
            throw new IllegalArgumentException(
                    values.length + " values do not make " + rows.length + " rows of " + parameter.width());
        }
        this.parameter = parameter;
        this.rows = rows;
        this.values = values;
    }

    /** The gradient by a whole parameter; takes the array over. */
    public static Gradient dense(Parameter parameter, float[] values) {
        return new Gradient(parameter, new int[] {0}, values);
    }

    /** The gradient by rows of a table, each named once; takes the arrays over. */
    public static Gradient ofRows(Parameter parameter, int[] rows, float[] values) {
        return new Gradient(parameter, rows, values);
    }

    Parameter parameter() {
        return parameter;
    }

    int[] rows() {
        return rows;
    }

    float[] values() {
        return values;
    }

    void clip(float bound) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(-bound, Math.min(bound, values[i]));
        }
    }

    void scale(float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    /** Sum of squares, in four partial sums so that one addition need not wait for the one before. */
    double squares() {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += (double) values[i] * values[i];
            b += (double) values[i + 1] * values[i + 1];
            c += (double) values[i + 2] * values[i + 2];
            d += (double) values[i + 3] * values[i + 3];
        }
        for (; i < values.length; i++) {
            a += (double) values[i] * values[i];
        }
        return (a + b) + (c + d);
    }
}
