package io.demur.math;

/**
 * Probabilities of the binomial distribution: {@code X} successes in {@code n} independent trials that each succeed
 * with probability {@code p}.
 *
 * <p>The tails are sums of point probabilities, all positive, taken from {@code k} away from the mean until nothing is
 * added any more; the side that holds the mean is one minus the other side. A point probability is Loader's
 * saddle-point form, which has no cancellation however large {@code n} is. The relative error is below 1e-12 up to
 * {@code n = 10^9} and grows in proportion to the logarithm of the result when that is tiny; the cost is about
 * {@code 9 sqrt(n p (1-p))} steps at most. Only {@link StrictMath} is used, so every JDK returns the same digits.
 *
 * <p>Degenerate input: {@code n = 0} puts all mass on 0; {@code p = 0} on 0; {@code p = 1} on {@code n}; a {@code k}
 * outside {@code 0..n} has probability 0 and the tails that follow from it. A negative {@code n} or a {@code p}
 * outside [0,1] is an {@link IllegalArgumentException}.
 *
 * <p>Source of the point probability: C. Loader, Fast and accurate computation of binomial probabilities, 2000.
 */
public final class Binomial {
    private static final double NEGLIGIBLE = 0x1p-58;

    private Binomial() {}

    /** {@code P(X = k)}. */
    public static double probability(long n, long k, double p) {
        check(n, p);
        return k < 0 || k > n ? 0 : point(n, k, p);
    }

    /** {@code P(X <= k)}: falls as {@code p} grows. */
    public static double lowerTail(long n, long k, double p) {
        check(n, p);
        if (k < 0) {
            return 0;
        }
        if (k >= n) {
            return 1;
        }
        return k <= n * p ? sumDown(n, k, p) : 1 - sumUp(n, k + 1, p);
    }

    /** {@code P(X >= k)}: rises with {@code p}. */
    public static double upperTail(long n, long k, double p) {
        check(n, p);
        if (k <= 0) {
            return 1;
        }
        if (k > n) {
            return 0;
        }
        return k > n * p ? sumUp(n, k, p) : 1 - sumDown(n, k - 1, p);
    }

    private static double sumDown(long n, long k, double p) {
        double odds = (1 - p) / p;
        double term = point(n, k, p);
        double sum = term;
        for (long i = k; i > 0 && term > sum * NEGLIGIBLE; i--) {
            term *= i * odds / (n - i + 1);
            sum += term;
        }
        return Math.min(1, sum);
    }

    private static double sumUp(long n, long k, double p) {
        double odds = p / (1 - p);
        double term = point(n, k, p);
        double sum = term;
        for (long i = k; i < n && term > sum * NEGLIGIBLE; i++) {
            term *= (n - i) * odds / (i + 1);
            sum += term;
        }
        return Math.min(1, sum);
    }

    private static double point(long n, long k, double p) {
        if (k == 0) {
            return n == 0 ? 1 : StrictMath.exp(n * StrictMath.log1p(-p));
        }
        if (k == n) {
            return StrictMath.exp(n * StrictMath.log(p));
        }
        if (p == 0 || p == 1) {
            return 0;
        }
        double remainder = Stirling.error(n) - Stirling.error(k) - Stirling.error(n - k);
        double spread = 2 * Math.PI * k * ((double) (n - k) / n);
        return StrictMath.exp(remainder - Deviance.of((double) n, (double) k, p)) / Math.sqrt(spread);
    }

    private static void check(long n, double p) {
        if (n < 0) {
            throw new IllegalArgumentException("the number of trials " + n + " is negative");
        }
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("the probability " + p + " is not in [0,1]");
        }
    }
}
