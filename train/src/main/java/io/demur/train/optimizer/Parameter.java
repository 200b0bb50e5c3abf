package io.demur.train.optimizer;

import io.demur.network.ParameterSpec;
import java.util.Arrays;

/**
 * A parameter while it is trained: its values, the moments that its rule keeps, and per row the step up to which both
 * are current.
 *
 * <p>A row is what a gradient touches or leaves out as a whole: one embedding of a table; anything else is a single row.
 */
public final class Parameter {
    private final ParameterSpec spec;
    private final int width;
    private final float[] values;
    private final long[] current;
    private float decay;
    private float[][] moments = new float[0][];

    private Parameter(ParameterSpec spec, int width, float[] values) {
        this.spec = spec;
        this.width = width;
        this.values = values;
        this.current = new long[values.length / width];
    }

    /**
     * A parameter as a network describes it; takes the array over. Embeddings are tables of rows, any other is one row.
     *
     * @throws IllegalArgumentException if there are not as many values as the description says
     */
    public static Parameter of(ParameterSpec spec, float[] values) {
        if (spec.size() != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values, but " + spec.name() + " has " + spec.size() + " entries");
        }
        int width = spec.kind() == ParameterSpec.Kind.EMBEDDING ? spec.shape().get(1) : values.length;
        return new Parameter(spec, width, values);
    }

    /** Unique among the parameters of a network. */
    public String name() {
        return spec.name();
    }

    /** What the network says about it. */
    public ParameterSpec spec() {
        return spec;
    }

    /** Values per row. */
    public int width() {
        return width;
    }

    /** Number of rows. */
    public int rows() {
        return current.length;
    }

    /** The array itself; rows of a table are current only after {@link Optimizer#refresh}. */
    public float[] values() {
        return values;
    }

    /** Whether no value is infinite or NaN. */
    public boolean isFinite() {
        float sum = 0;
        for (float value : values) {
            sum += value * 0; // 0 for a number, NaN for anything else
        }
        return sum == 0;
    }

    void prepare(int momentCount, double weightDecay, long step) {
        moments = new float[momentCount][values.length];
        decay = (float) weightDecay;
        Arrays.fill(current, step);
    }

    float decay() {
        return decay;
    }

    float[][] moments() {
        return moments;
    }

    long current(int row) {
        return current[row];
    }

    void setCurrent(int row, long step) {
        current[row] = step;
    }
}
