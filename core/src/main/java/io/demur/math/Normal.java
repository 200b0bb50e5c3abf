package io.demur.math;

/**
 * The standard normal distribution.
 *
 * <p>The relative error of both tails is a few units of 1e-15 as far out as doubles reach (the upper tail at 38 is
 * 2.9e-316); the quantile undoes the tail to the same accuracy. Up to two standard deviations the area between 0 and x
 * is {@code phi(x) (x + x^3/3 + x^5/(3 5) + ...)}, all terms of one sign; further out the tail is {@code phi(x)} times
 * Laplace's continued fraction {@code 1/(x + 1/(x + 2/(x + 3/(x + ...))))}. Only {@link StrictMath} is used, so every
 * JDK returns the same digits. The tails at the infinities are 0 and 1; NaN gives NaN.
 */
public final class Normal {
    private static final double FAR = 2;
    private static final double END = 39;
    private static final int FRACTION_TERMS = 130;
    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    private Normal() {}

    /** The density {@code phi(x)}. */
    public static double density(double x) {
        if (Math.abs(x) > END) {
            return 0;
        }
        double head = (float) x;
        double tail = x - head;
        return StrictMath.exp(-0.5 * head * head) * StrictMath.exp(-0.5 * tail * (x + head)) / ROOT_TWO_PI;
    }

    /** {@code P(Z <= x)}, rising in x. */
    public static double cdf(double x) {
        return upperTail(-x);
    }

    /** {@code P(Z > x)}, falling in x. */
    public static double upperTail(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (Math.abs(x) < FAR) {
            return 0.5 - areaFromZero(x);
        }
        return x > 0 ? farTail(x) : 1 - farTail(-x);
    }

    /**
     * The x with {@code P(Z <= x) = probability}.
     *
     * @param probability in [0,1]; 0 and 1 give the infinities
     */
    public static double quantile(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("the probability " + probability + " is not in [0,1]");
        }
        return probability < 0.5 ? -upperQuantile(probability) : upperQuantile(1 - probability);
    }

    private static double areaFromZero(double x) {
        double term = x;
        double sum = x;
        for (int odd = 3; ; odd += 2) {
            term *= x * x / odd;
            double next = sum + term;
            if (next == sum) {
                return sum * density(x);
            }
            sum = next;
        }
    }

    private static double farTail(double x) {
        double fraction = x;
        for (int i = FRACTION_TERMS; i > 0; i--) {
            fraction = x + i / fraction;
        }
        return density(x) / fraction;
    }

    /** The x above which {@code tail <= 1/2} lies: Halley's steps from the leading terms of the tail. */
    private static double upperQuantile(double tail) {
        if (tail == 0) {
            return Double.POSITIVE_INFINITY;
        }
        if (tail == 0.5) {
            return 0;
        }
        double root = Math.sqrt(-2 * StrictMath.log(tail));
        double x = Math.max(0, root - (0.919 + StrictMath.log(1 + root)) / (1 + root));
        for (int step = 0; step < 8; step++) {
            double error = (upperTail(x) - tail) / density(x);
            double next = x + error / (1 + 0.5 * x * error);
            if (Math.abs(next - x) <= Math.ulp(x)) {
                return next;
            }
            x = next;
        }
        return x;
    }
}
