package io.demur.math;

/**
 * Exact bounds on the probability {@code p} of a success after {@code k} successes in {@code n} trials.
 *
 * <p>The upper bound at level {@code alpha} is the p with {@code P(X <= k) = alpha}, the lower one the p with
 * {@code P(X >= k) = alpha}: whatever the true p, the bound is wrong with probability at most alpha. Found by Newton's
 * steps on the logarithm of the tail, inside a shrinking bracket, to about 1e-15 relative.
 *
 * <p>Degenerate input: the upper bound is 1 for {@code k = n} and so for {@code n = 0}; the lower one is 0 for
 * {@code k = 0}. For {@code k = 0} the upper bound is {@code 1 - alpha^(1/n)}.
 *
 * <p>Source: C. Clopper and E. Pearson, The use of confidence or fiducial limits, Biometrika 1934.
 */
public final class ClopperPearson {
    private static final int MOST_STEPS = 200;

    private ClopperPearson() {}

    /** The upper bound that p exceeds with probability at most {@code alpha}. */
    public static double upper(long n, long k, double alpha) {
        check(n, k, alpha);
        if (k == n) {
            return 1;
        }
        return k == 0 ? -StrictMath.expm1(StrictMath.log(alpha) / n) : new Upper(n, k).root(alpha);
    }

    /** The lower bound that p falls below with probability at most {@code alpha}. */
    public static double lower(long n, long k, double alpha) {
        check(n, k, alpha);
        if (k == 0) {
            return 0;
        }
        return k == n ? StrictMath.exp(StrictMath.log(alpha) / n) : new Lower(n, k).root(alpha);
    }

    /**
     * The two-sided interval.
     *
     * @param confidence in (0,1); what is missing to 1 is shared evenly by the two sides
     */
    public static Interval interval(long n, long k, double confidence) {
        double side = (1 - confidence) / 2;
        return new Interval(lower(n, k, side), upper(n, k, side));
    }

    private static void check(long n, long k, double alpha) {
        if (n < 0 || k < 0 || k > n) {
            throw new IllegalArgumentException(k + " successes in " + n + " trials");
        }
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("the level " + alpha + " is not in (0,1)");
        }
    }

    /** A tail as a function of p, with the derivative of its logarithm. */
    private interface Tail {
        double at(double p);

        double slopeOfLog(double p, double tail);

        double start();

        default double root(double alpha) {
            double low = 0;
            double high = 1;
            double p = start();
            for (int step = 0; step < MOST_STEPS; step++) {
                double tail = at(p);
                double slope = slopeOfLog(p, tail);
                boolean rootIsAbove = tail > alpha == slope < 0;
                low = rootIsAbove ? p : low;
                high = rootIsAbove ? high : p;
                double newton = p - StrictMath.log(tail / alpha) / slope;
                double next = newton > low && newton < high ? newton : (low + high) / 2;
                if (Math.abs(next - p) <= Math.ulp(p)) {
                    return next;
                }
                p = next;
            }
            return p;
        }
    }

    private record Upper(long n, long k) implements Tail {
        @Override
        public double at(double p) {
            return Binomial.lowerTail(n, k, p);
        }

        @Override
        public double slopeOfLog(double p, double tail) {
            return tail == 0 ? -1 : -(n - k) / (1 - p) * (Binomial.probability(n, k, p) / tail);
        }

        @Override
        public double start() {
            return (k + 1.0) / (n + 1.0);
        }
    }

    private record Lower(long n, long k) implements Tail {
        @Override
        public double at(double p) {
            return Binomial.upperTail(n, k, p);
        }

        @Override
        public double slopeOfLog(double p, double tail) {
            return tail == 0 ? 1 : k / p * (Binomial.probability(n, k, p) / tail);
        }

        @Override
        public double start() {
            return k / (n + 1.0);
        }
    }
}
