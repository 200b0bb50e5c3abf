package io.demur.score;

import io.demur.logits.LogitTile;
import io.demur.math.Exp;
import io.demur.math.Log;
import java.util.Arrays;

/**
 * Everything that the softmax of a row is asked for, from one exponential per logit.
 *
 * <p>The exponentials are taken relative to the second largest logit {@code v2} and the prediction is left out of the
 * sums: {@code S = sum_{k != yhat} exp((v_k - v2) / T) >= 1}. With {@code q = exp(-(v1 - v2) / T)} the probabilities
 * are {@code 1 / (1 + qS)} for the prediction and {@code q exp((v_k - v2)/T) / (1 + qS)} for the others, so that what is
 * small is computed as something small and nothing saturates before {@code q} itself underflows.
 */
final class SoftmaxSums {
    /** Up to so many rows, a row's exponentials are taken in one go instead of a class's. */
    private static final int FEW_ROWS = 8;

    /** Exponentials taken in one go. */
    private static final int TOGETHER = 256;

    private final double temperature;
    private final double inverseTemperature;
    private Terms terms = Terms.SUM;
    private final double[] sum;
    private final double[] squares;
    private final double[] dot;
    private final double[] term;
    private final double[] power;
    private final double[] work;
    private final double[] more;
    private final double[] gap;
    private final double[] ratio;

    /** Which sums are wanted. */
    private enum Terms {
        /** {@code S} alone, which is enough for msp. */
        SUM,
        /** All. */
        ALL
    }

    SoftmaxSums(int capacity, double temperature) {
        this.temperature = temperature;
        inverseTemperature = 1 / temperature;
        sum = new double[capacity];
        squares = new double[capacity];
        dot = new double[capacity];
        int together = Math.max(capacity, TOGETHER);
        term = new double[together];
        power = new double[together];
        work = new double[together];
        more = new double[together];
        gap = new double[capacity];
        ratio = new double[capacity];
    }

    /** From the next tile on: whatever this class can give, not only what msp is made of. */
    SoftmaxSums withAll() {
        terms = Terms.ALL;
        return this;
    }

    boolean hasAll() {
        return terms == Terms.ALL;
    }

    void compute(LogitTile tile, RowExtremes extremes) {
        int rows = tile.rows();
        // The prediction's own terms are exactly 1, 1 and 0; starting below takes them off again.
        Arrays.fill(sum, 0, rows, -1);
        Arrays.fill(squares, 0, rows, -1);
        Arrays.fill(dot, 0, rows, 0);
        double least = least(extremes, rows);
        for (int r = 0; rows <= FEW_ROWS && r < rows; r++) {
            addRow(tile, r, extremes.second[r], least);
        }
        for (int k = 0; rows > FEW_ROWS && k < tile.classes(); k++) {
            shift(tile.values()[k], extremes.second, rows);
            Exp.ofNonPositive(term, power, work, more, rows, least);
            if (terms == Terms.ALL) {
                accumulate(rows);
            } else {
                accumulateSum(rows);
            }
        }
        for (int r = 0; r < rows; r++) {
            gap[r] = extremes.gap(r) * inverseTemperature;
        }
        for (int r = 0; terms == Terms.ALL && r < rows; r++) {
            ratio[r] = Exp.of(-gap[r]);
        }
    }

    /** The terms of one row, in the same order and with the same digits as class by class. */
    private void addRow(LogitTile tile, int row, double second, double least) {
        double[][] v = tile.values();
        double half = inverseTemperature / 2;
        for (int first = 0; first < tile.classes(); first += TOGETHER) {
            int classes = Math.min(TOGETHER, tile.classes() - first);
            for (int k = 0; k < classes; k++) {
                term[k] = below(v[first + k][row] - second, half);
            }
            Exp.ofNonPositive(term, power, work, more, classes, least);
            for (int k = 0; k < classes; k++) {
                double e = power[k];
                sum[row] += e;
                squares[row] += e * e;
                dot[row] -= e * term[k];
            }
        }
    }

    private void accumulateSum(int rows) {
        double[] s = sum;
        double[] p = power;
        for (int r = 0; r < rows; r++) {
            s[r] += p[r];
        }
    }

    private double least(RowExtremes extremes, int rows) {
        double least = 0;
        for (int r = 0; r < rows; r++) {
            least = Math.min(least, (extremes.min[r] - extremes.second[r]) * inverseTemperature);
        }
        return least;
    }

    private void shift(double[] v, double[] second, int rows) {
        double[] t = term;
        double half = inverseTemperature / 2;
        for (int r = 0; r < rows; r++) {
            t[r] = below(v[r] - second[r], half);
        }
    }

    /**
     * The exponent of a logit that lies {@code x} above the second largest, in twice the unit {@code half}: exact, and 0
     * for the prediction, the only one above.
     */
    private static double below(double x, double half) {
        return (x - Math.abs(x)) * half;
    }

    private void accumulate(int rows) {
        double[] s = sum;
        double[] s2 = squares;
        double[] d = dot;
        double[] t = term;
        double[] p = power;
        for (int r = 0; r < rows; r++) {
            double e = p[r];
            s[r] += e;
            s2[r] += e * e;
            d[r] -= e * t[r];
        }
    }

    /** {@code ln(pi_max / (1 - pi_max))}. */
    double mspLogit(int r) {
        return gap[r] - Log.of(sum[r]);
    }

    void mspLogits(double[] target, int rows) {
        System.arraycopy(sum, 0, target, 0, rows);
        Log.ofNormal(target, work, rows);
        for (int r = 0; r < rows; r++) {
            target[r] = gap[r] - target[r];
        }
    }

    /** {@code 1 / pi_max = sum_k exp((v_k - v1) / T)}. */
    private double partition(int r) {
        return 1 + ratio[r] * sum[r];
    }

    /** {@code ln sum_k exp((v_k - v1) / T) >= 0}. */
    double logPartition(int r) {
        return Log.onePlus(ratio[r] * sum[r]);
    }

    /** {@code T ln sum_k exp(v_k / T)}. */
    void energies(RowExtremes extremes, double[] target, int rows) {
        for (int r = 0; r < rows; r++) {
            target[r] = extremes.max[r] + temperature * logPartition(r);
        }
    }

    void negativeEntropies(double[] target, int rows) {
        for (int r = 0; r < rows; r++) {
            target[r] = -(logPartition(r) + ratio[r] * (dot[r] + gap[r] * sum[r]) / partition(r));
        }
    }

    /** {@code pi1 - pi2 - 1}. */
    void marginsBelowOne(double[] target, int rows) {
        for (int r = 0; r < rows; r++) {
            target[r] = -ratio[r] * (1 + sum[r]) / partition(r);
        }
    }

    void negativeGinis(double[] target, int rows) {
        for (int r = 0; r < rows; r++) {
            target[r] = negativeGini(r);
        }
    }

    /** {@code sum pi^2 - 1}. */
    double negativeGini(int r) {
        double q = ratio[r];
        double rest = Math.max(0, sum[r] * sum[r] - squares[r]);
        return -q * (2 * sum[r] + q * rest) / (partition(r) * partition(r));
    }
}
