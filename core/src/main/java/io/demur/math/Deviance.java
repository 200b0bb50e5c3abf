package io.demur.math;

/**
 * {@code n} times the Kullback-Leibler divergence of a coin that shows heads {@code k/n} of the time from a coin that
 * does so with probability {@code p}: {@code k ln(k/np) + (n-k) ln((n-k)/n(1-p))}, for real {@code k} in [0,n].
 *
 * <p>Exponent of the point probabilities of the binomial and of Hoeffding's bound. Near {@code k = np} the two
 * logarithms cancel, so each half is taken as {@code x ln(x/m) + m - x}, in a series where x is close to m.
 */
final class Deviance {
    private static final double CLOSE = 0.1;

    private Deviance() {}

    static double of(double n, double k, double p) {
        return half(k, n * p) + half(n - k, n * (1 - p));
    }

    private static double half(double x, double m) {
        if (x == 0) {
            return m;
        }
        double ratio = (x - m) / (x + m);
        return Math.abs(ratio) < CLOSE ? series(x, m, ratio) : x * StrictMath.log(x / m) + m - x;
    }

    /** With {@code ln(x/m) = 2 (v + v^3/3 + v^5/5 + ...)} for {@code v = (x-m)/(x+m)}; the first term is exact. */
    private static double series(double x, double m, double v) {
        double sum = (x - m) * v;
        double power = 2 * x * v;
        for (int odd = 3; ; odd += 2) {
            power *= v * v;
            double next = sum + power / odd;
            if (next == sum) {
                return sum;
            }
            sum = next;
        }
    }
}
