package io.demur.score;

import io.demur.logits.LogitTile;
import java.util.Arrays;

/**
 * Largest, second largest and smallest logit, mean and prediction of every row of a tile.
 *
 * <p>New extremes are rare after the first few classes, so branches, which the processor predicts, are several times
 * faster here than minima and maxima, which must tell zeros and NaN apart. A NaN or infinity shows in the sum.
 */
final class RowExtremes {
    /** Beyond this a sum over classes could overflow, and no trained model is meant. */
    private static final double LARGEST = 1e300;

    final double[] max;
    final double[] second;
    final double[] min;
    final double[] mean;
    final int[] prediction;

    RowExtremes(int capacity) {
        max = new double[capacity];
        second = new double[capacity];
        min = new double[capacity];
        mean = new double[capacity];
        prediction = new int[capacity];
    }

    void compute(LogitTile tile) {
        double[] v = tile.values();
        int rows = tile.rows();
        System.arraycopy(v, 0, max, 0, rows);
        System.arraycopy(v, 0, min, 0, rows);
        System.arraycopy(v, 0, mean, 0, rows);
        Arrays.fill(second, 0, rows, Double.NEGATIVE_INFINITY);
        Arrays.fill(prediction, 0, rows, 0);
        for (int k = 1; k < tile.classes(); k++) {
            int offset = k * tile.stride();
            add(v, offset, mean, rows);
            compare(v, k, offset, rows);
        }
        for (int r = 0; r < rows; r++) {
            mean[r] /= tile.classes();
        }
    }

    private static void add(double[] v, int offset, double[] sum, int rows) {
        for (int r = 0; r < rows; r++) {
            sum[r] += v[offset + r];
        }
    }

    private void compare(double[] v, int klass, int offset, int rows) {
        double[] next = second;
        double[] least = min;
        for (int r = 0; r < rows; r++) {
            double x = v[offset + r];
            if (x > next[r]) {
                raise(r, x, klass);
            }
            if (x < least[r]) {
                least[r] = x;
            }
        }
    }

    /** Only a larger logit takes the prediction over, so the lowest index keeps it on a tie. */
    private void raise(int r, double x, int klass) {
        if (x > max[r]) {
            second[r] = max[r];
            max[r] = x;
            prediction[r] = klass;
        } else {
            second[r] = x;
        }
    }

    /** Says of every row whether all its logits are finite numbers of sane size. */
    void finite(boolean[] target, int rows) {
        for (int r = 0; r < rows; r++) {
            target[r] = Math.abs(mean[r]) <= LARGEST && max[r] <= LARGEST && min[r] >= -LARGEST;
        }
    }

    boolean flat(int row) {
        return max[row] == min[row];
    }

    /** Rounding of the mean must not make a flat row anything but 0. */
    void centredMaxima(double[] target, int rows) {
        for (int r = 0; r < rows; r++) {
            target[r] = flat(r) ? 0 : Math.max(0, max[r] - mean[r]);
        }
    }

    void gaps(double[] target, int rows) {
        for (int r = 0; r < rows; r++) {
            target[r] = gap(r);
        }
    }

    double gap(int row) {
        return max[row] - second[row];
    }
}
