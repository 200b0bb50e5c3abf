package io.demur.train.loss;

import java.util.Arrays;

/**
 * What each row of a batch should answer: weights over the classes, and the label that counts as right.
 *
 * <p>A row whose label is {@link #VOID} counts nowhere. The weights of any other row sum to 1. Arrays are copied or made here.
 */
public final class Targets {
    /** The label of a row that counts nowhere. */
    public static final int VOID = -1;

    private final int classes;
    private final int[] labels;
    private final double[] weights;

    private Targets(int classes, int[] labels, double[] weights) {
        this.classes = classes;
        this.labels = labels;
        this.weights = weights;
    }

    /** All weight on the label. */
    public static Targets of(int classes, int... labels) {
        return smoothed(0, classes, labels);
    }

    /** {@code (1 - alpha) onehot(y) + alpha / K}; the label gets its share of {@code alpha} too. */
    public static Targets smoothed(double alpha, int classes, int... labels) {
        double[] weights = new double[Math.multiplyExact(labels.length, classes)];
        for (int row = 0; row < labels.length; row++) {
            for (int k = 0; k < classes; k++) {
                weights[row * classes + k] = (k == labels[row] ? 1 - alpha : 0) + alpha / classes;
            }
        }
        return new Targets(classes, labels.clone(), weights);
    }

    /**
     * {@code (1 - weight) t + weight q}.
     *
     * @param teacher {@code rows * classes} probabilities {@code q}, row after row
     */
    public Targets distilled(double weight, float[] teacher) {
        double[] blend = new double[weights.length];
        for (int i = 0; i < blend.length; i++) {
            blend[i] = (1 - weight) * weights[i] + weight * teacher[i];
        }
        return new Targets(classes, labels, blend);
    }

    /** {@code lambda t + (1 - lambda) t'}, with {@code t'} that of the row's partner; the label stays the row's own. */
    public Targets mixed(Mix mix) {
        double[] blend = new double[weights.length];
        for (int i = 0; i < blend.length; i++) {
            int partner = mix.partner(i / classes) * classes + i % classes;
            blend[i] = mix.lambda() * weights[i] + (1 - mix.lambda()) * weights[partner];
        }
        return new Targets(classes, labels, blend);
    }

    /** Number of rows that count. */
    int counted() {
        return Math.toIntExact(
                Arrays.stream(labels).filter(label -> label != VOID).count());
    }

    /** Number of rows. */
    public int rows() {
        return labels.length;
    }

    int label(int row) {
        return labels[row];
    }

    void copyRow(int row, double[] target) {
        System.arraycopy(weights, row * classes, target, 0, classes);
    }
}
