package io.demur.score;

import io.demur.logits.LogitTile;
import io.demur.math.Exp;
import io.demur.math.Log;
import java.util.Arrays;

/**
 * The norms {@code ||c||_p} of every row for several orders from one pass: each whole order is one multiplication more.
 *
 * <p>Every logit is divided by the largest modulus of its row first, so that no power overflows. Centred rows sum to 0,
 * hence their 1-norm is twice the sum of the positive parts; taken so, rows with a single positive logit score exactly
 * 1/2 at {@code p = 1} and stay tied.
 */
final class PowerSums {
    /** Whole orders above this are cheaper by a logarithm. */
    private static final int MOST_MULTIPLICATIONS = 32;

    /** Of a number of classes. */
    private static final double LARGEST_LOG = 22;

    private final Centring centring;
    private final int wholeOrders;
    private final double[] otherOrders;
    private final double[] centre;
    private final double[] inverse;
    private final double[] unit;
    private final double[] power;
    private final double[] more;
    /** By whole order from 0, which stays empty; then the other orders. */
    private final double[][] sums;

    PowerSums(int capacity, Centring centring, double... orders) {
        this.centring = centring;
        wholeOrders = (int)
                Arrays.stream(orders).filter(PowerSums::byMultiplication).max().orElse(1);
        otherOrders = Arrays.stream(orders).filter(p -> !byMultiplication(p)).toArray();
        centre = new double[capacity];
        inverse = new double[capacity];
        unit = new double[capacity];
        power = new double[capacity];
        more = new double[capacity];
        sums = new double[wholeOrders + 1 + otherOrders.length][capacity];
    }

    private static boolean byMultiplication(double p) {
        return p == Math.rint(p) && p <= MOST_MULTIPLICATIONS;
    }

    void compute(LogitTile tile, RowExtremes extremes) {
        int rows = tile.rows();
        prepare(extremes, rows);
        for (double[] sum : sums) {
            Arrays.fill(sum, 0, rows, 0);
        }
        for (int k = 0; k < tile.classes(); k++) {
            if (centring == Centring.MEAN) {
                addPositive(tile.values()[k], rows);
            } else {
                addModulus(tile.values()[k], rows);
            }
            int p = 2;
            for (; p + 2 <= wholeOrders; p += 3) {
                addPowers(sums[p], sums[p + 1], sums[p + 2], rows);
            }
            for (; p <= wholeOrders; p++) {
                addPower(sums[p], rows);
            }
            for (int i = 0; i < otherOrders.length; i++) {
                addRealPower(sums[wholeOrders + 1 + i], otherOrders[i], rows);
            }
        }
    }

    private void prepare(RowExtremes extremes, int rows) {
        for (int r = 0; r < rows; r++) {
            double mean = centring == Centring.MEAN ? extremes.mean[r] : 0;
            double largest = Math.max(extremes.max[r] - mean, mean - extremes.min[r]);
            // Flat but for rounding, the mean can be as large as the largest logit, and no centred logit is positive.
            boolean zero = centring == Centring.MEAN ? !(extremes.max[r] > mean) || extremes.flat(r) : largest == 0;
            centre[r] = mean;
            inverse[r] = zero || 1 / largest == Double.POSITIVE_INFINITY ? 0 : 1 / largest;
        }
    }

    private void addPositive(double[] v, int rows) {
        double[] u = unit;
        double[] w = power;
        double[] c = centre;
        double[] s = inverse;
        double[] sum = sums[1];
        for (int r = 0; r < rows; r++) {
            double x = (v[r] - c[r]) * s[r];
            double modulus = Math.abs(x);
            sum[r] += x + modulus;
            u[r] = modulus;
            w[r] = modulus;
        }
    }

    private void addModulus(double[] v, int rows) {
        double[] u = unit;
        double[] w = power;
        double[] c = centre;
        double[] s = inverse;
        double[] sum = sums[1];
        for (int r = 0; r < rows; r++) {
            double modulus = Math.abs((v[r] - c[r]) * s[r]);
            sum[r] += modulus;
            u[r] = modulus;
            w[r] = modulus;
        }
    }

    /** Three powers in one loop: a third of the traffic of {@link #addPower}. */
    private void addPowers(double[] first, double[] next, double[] last, int rows) {
        double[] u = unit;
        double[] w = power;
        for (int r = 0; r < rows; r++) {
            double factor = u[r];
            double x = w[r] * factor;
            double y = x * factor;
            double z = y * factor;
            first[r] += x;
            next[r] += y;
            last[r] += z;
            w[r] = z;
        }
    }

    private void addPower(double[] sum, int rows) {
        double[] u = unit;
        double[] w = power;
        for (int r = 0; r < rows; r++) {
            double x = w[r] * u[r];
            w[r] = x;
            sum[r] += x;
        }
    }

    private void addRealPower(double[] sum, double p, int rows) {
        for (int r = 0; r < rows; r++) {
            if (unit[r] > 0) {
                sum[r] += Exp.of(p * Log.of(unit[r]));
            }
        }
    }

    /** The largest {@code c} over {@code ||c||_p}; 0 for a row of zeros. */
    void normalisedMaxima(RowExtremes extremes, double p, double[] target, int rows) {
        for (int r = 0; r < rows; r++) {
            target[r] = (extremes.max[r] - centre[r]) * inverse[r];
        }
        divideByNorm(p, target, rows);
    }

    /** The difference of the two largest {@code c} over {@code ||c||_p}; 0 for a row of zeros. */
    void normalisedMargins(RowExtremes extremes, double p, double[] target, int rows) {
        for (int r = 0; r < rows; r++) {
            target[r] = extremes.gap(r) * inverse[r];
        }
        divideByNorm(p, target, rows);
    }

    private void divideByNorm(double p, double[] target, int rows) {
        double[] sum = sums[slot(p)];
        for (int r = 0; p == 1 && r < rows; r++) {
            target[r] /= sum[r];
        }
        for (int r = 0; p == 2 && r < rows; r++) {
            target[r] /= Math.sqrt(sum[r]);
        }
        if (p != 1 && p != 2) {
            multiplyByRoot(sum, p, target, rows);
        }
        for (int r = 0; r < rows; r++) {
            target[r] = inverse[r] == 0 ? 0 : target[r];
        }
    }

    /** By {@code sum^(-1/p)}, where a sum lies between 1 and the number of classes. */
    private void multiplyByRoot(double[] sum, double p, double[] target, int rows) {
        double[] root = unit;
        System.arraycopy(sum, 0, root, 0, rows);
        Log.ofNormal(root, power, rows);
        for (int r = 0; r < rows; r++) {
            root[r] /= -p;
        }
        Exp.ofNonPositive(root, root, power, more, rows, -LARGEST_LOG / p);
        for (int r = 0; r < rows; r++) {
            target[r] *= root[r];
        }
    }

    private int slot(double p) {
        if (byMultiplication(p)) {
            return (int) p;
        }
        int i = 0;
        while (otherOrders[i] != p) {
            i++;
        }
        return wholeOrders + 1 + i;
    }
}
