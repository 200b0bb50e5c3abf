package io.demur.score;

import io.demur.logits.LogitTile;
import java.util.Arrays;

/**
 * Largest, second largest and smallest logit, mean and prediction of every row of a tile.
 *
 * <p>The numbers come from minima and maxima of many rows at once. Which class a row's largest logit belongs to would
 * need a choice for every logit; instead it is looked for afterwards, first where the row before had it, which in images
 * is nearly always right. A NaN or infinity shows in the mean.
 */
final class RowExtremes {
    /** Classes among which a row's prediction is looked for: the block in which its largest logit came first. */
    private static final int BLOCK = 32;

    final double[] max;
    final double[] second;
    final double[] min;
    final double[] mean;
    final int[] prediction;

    /** By row, as far as the classes seen so far go: the first class of its block, and its largest logit there. */
    private final int[] block;

    private final double[] maxOfBlock;

    RowExtremes(int capacity) {
        max = new double[capacity];
        second = new double[capacity];
        min = new double[capacity];
        mean = new double[capacity];
        prediction = new int[capacity];
        block = new int[capacity];
        maxOfBlock = new double[capacity];
    }

    void compute(LogitTile tile) {
        double[][] v = tile.values();
        int rows = tile.rows();
        System.arraycopy(v[0], 0, max, 0, rows);
        System.arraycopy(v[0], 0, min, 0, rows);
        System.arraycopy(v[0], 0, mean, 0, rows);
        Arrays.fill(second, 0, rows, Double.NEGATIVE_INFINITY);
        Arrays.fill(block, 0, rows, 0);
        for (int first = 0; first < tile.classes(); first += BLOCK) {
            int end = Math.min(tile.classes(), first + BLOCK);
            int k = Math.max(1, first);
            for (; k + 1 < end; k += 2) {
                takeTwo(v[k], v[k + 1], rows);
            }
            if (k < end) {
                take(v[k], rows);
            }
            noteBlock(first, rows);
        }
        for (int r = 0; r < rows; r++) {
            mean[r] /= tile.classes();
        }
        predict(tile);
    }

    private void take(double[] v, int rows) {
        double[] most = max;
        double[] next = second;
        double[] least = min;
        double[] sum = mean;
        for (int r = 0; r < rows; r++) {
            double x = v[r];
            double before = most[r];
            next[r] = Math.max(next[r], Math.min(before, x));
            most[r] = Math.max(before, x);
            least[r] = Math.min(least[r], x);
            sum[r] += x;
        }
    }

    /** What {@link #take} makes of the two, one after the other, with fewer reads and writes. */
    private void takeTwo(double[] v, double[] w, int rows) {
        double[] most = max;
        double[] next = second;
        double[] least = min;
        double[] sum = mean;
        for (int r = 0; r < rows; r++) {
            double x = v[r];
            double y = w[r];
            double before = most[r];
            double higher = Math.max(x, y);
            double lower = Math.min(x, y);
            next[r] = Math.max(Math.max(next[r], lower), Math.min(before, higher));
            most[r] = Math.max(before, higher);
            least[r] = Math.min(least[r], lower);
            sum[r] = sum[r] + x + y;
        }
    }

    private void noteBlock(int first, int rows) {
        for (int r = 0; first > 0 && r < rows; r++) {
            if (max[r] > maxOfBlock[r]) {
                block[r] = first;
            }
        }
        System.arraycopy(max, 0, maxOfBlock, 0, rows);
    }

    /** The lowest index among the largest logits; any class where there is a NaN. */
    private void predict(LogitTile tile) {
        double[][] v = tile.values();
        int klass = 0;
        for (int r = 0; r < tile.rows(); r++) {
            if (v[klass][r] != max[r] || max[r] == second[r]) {
                klass = block[r];
                int last = Math.min(tile.classes(), klass + BLOCK) - 1;
                while (klass < last && v[klass][r] != max[r]) {
                    klass++;
                }
            }
            prediction[r] = klass;
        }
    }

    /** Says of every row whether all its logits are finite numbers of sane size. */
    void finite(boolean[] target, int rows) {
        for (int r = 0; r < rows; r++) {
            target[r] = Math.abs(mean[r]) <= ScoreTile.LARGEST
                    && max[r] <= ScoreTile.LARGEST
                    && min[r] >= -ScoreTile.LARGEST;
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
