package io.demur.bench;

import java.util.SplittableRandom;

/**
 * Logits of a classifier that does not exist, row by row: seeded, each row by itself, wrong on about 24 % of the rows.
 *
 * <p>A row is noise plus a bonus on the true class, times a scale of its own; the bonus varies, so some rows are hard, and
 * the scale varies, so confidence is imperfect in the way that normalising the logits repairs.
 */
final class SampleRows {
    private final int classes;
    private final long seed;
    private final double spread;
    private final double bonus;

    SampleRows(int classes, long seed) {
        this(classes, seed, 0.3);
    }

    /** The spread is that of the logarithm of the scale. */
    SampleRows(int classes, long seed, double spread) {
        this.classes = classes;
        this.seed = seed;
        this.spread = spread;
        this.bonus = 0.87 * Math.sqrt(2 * Math.log(classes)) + 1.6;
    }

    /** Fills the logits of a row from the given position on, and returns the row's label. */
    int fill(long row, float[] target, int offset) {
        SplittableRandom random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L ^ row);
        int label = random.nextInt(classes);
        double scale = 2 * Math.exp(spread * random.nextGaussian());
        for (int k = 0; k < classes; k++) {
            target[offset + k] = (float) (scale * random.nextGaussian());
        }
        target[offset + label] += (float) (scale * (bonus + 2 * random.nextGaussian()));
        return label;
    }

    /** Rows one after the other, as doubles. */
    double[] values(int rows) {
        float[] row = new float[classes];
        double[] values = new double[rows * classes];
        for (int r = 0; r < rows; r++) {
            fill(r, row, 0);
            for (int k = 0; k < classes; k++) {
                values[r * classes + k] = row[k];
            }
        }
        return values;
    }

    /** The labels of as many rows. */
    long[] labels(int rows) {
        float[] row = new float[classes];
        long[] labels = new long[rows];
        for (int r = 0; r < rows; r++) {
            labels[r] = fill(r, row, 0);
        }
        return labels;
    }
}
