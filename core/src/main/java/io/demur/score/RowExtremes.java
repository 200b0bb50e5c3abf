package io.demur.score;

import io.demur.logits.LogitTile;

/** Largest, second largest and smallest logit, mean and prediction of every row of a tile. */
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
        java.util.Arrays.fill(second, 0, rows, Double.NEGATIVE_INFINITY);
        for (int k = 1; k < tile.classes(); k++) {
            fold(v, k * tile.stride(), rows);
        }
        for (int r = 0; r < rows; r++) {
            mean[r] /= tile.classes();
        }
        for (int k = tile.classes() - 1; k >= 0; k--) {
            predict(v, k, k * tile.stride(), rows);
        }
    }

    private void fold(double[] v, int offset, int rows) {
        double[] largest = max;
        double[] next = second;
        double[] least = min;
        double[] sum = mean;
        for (int r = 0; r < rows; r++) {
            double x = v[offset + r];
            double m = largest[r];
            next[r] = Math.max(next[r], Math.min(m, x));
            largest[r] = Math.max(m, x);
            least[r] = Math.min(least[r], x);
            sum[r] += x;
        }
    }

    /** From the last class to the first, so that the lowest index stays on a tie. */
    private void predict(double[] v, int klass, int offset, int rows) {
        for (int r = 0; r < rows; r++) {
            if (v[offset + r] == max[r]) {
                prediction[r] = klass;
            }
        }
    }

    /** Whether every logit of the row is a finite number of sane size. */
    boolean finite(int row) {
        return max[row] <= LARGEST && min[row] >= -LARGEST;
    }

    boolean flat(int row) {
        return max[row] == min[row];
    }

    double gap(int row) {
        return max[row] - second[row];
    }
}
