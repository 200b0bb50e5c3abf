package io.demur.monitor;

import io.demur.math.Interval;

/**
 * An interval for the risk of a stream of losses in [0,1] that may be looked at after every loss: the chance that it ever
 * leaves the risk out is at most delta, if every loss, given all before it, has that risk as its mean.
 *
 * <p>It holds the {@code m} against which the wealth
 * {@code W(m) = B(s + 1/2, n - s + 1/2) / B(1/2, 1/2) / (m^s (1-m)^(n-s))} is below {@code 1/delta}: a likelihood ratio,
 * averaged over Jeffreys's prior, is a martingale for losses 0 and 1, and a supermartingale for others of the same mean,
 * because it is convex in each loss. The interval contains {@code s/n}, is {@code [0,1]} for {@code n = 0}, and shrinks as
 * {@code sqrt(log(n)/n)}. Where the risk moves it is about none of its values: {@link RiskWealth} needs no such
 * assumption.
 *
 * <p>Source: H. Robbins, Statistical methods related to the law of the iterated logarithm, 1970; the convexity as in
 * I. Waudby-Smith and A. Ramdas, JRSS B 2024.
 */
public final class ConfidenceSequence {
    private static final double LOG_PI = StrictMath.log(Math.PI);
    private static final double HALF_LOG_TWO_PI = StrictMath.log(2 * Math.PI) / 2;
    private static final int SERIES_FROM = 16;

    private ConfidenceSequence() {}

    /**
     * The interval after {@code n} losses.
     *
     * @param sum of the losses, in [0, n]
     * @param delta in (0,1)
     */
    public static Interval of(long n, double sum, double delta) {
        if (!(sum >= 0 && sum <= n)) {
            throw new IllegalArgumentException("a sum of " + sum + " from " + n + " losses in [0,1]");
        }
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta is " + delta + ", not in (0,1)");
        }
        if (n == 0) {
            return new Interval(0, 1);
        }
        double mixture = logGamma(sum + 0.5) + logGamma(n - sum + 0.5) - logGamma(n + 1) - LOG_PI;
        double limit = mixture + StrictMath.log(delta);
        double mean = sum / n;
        return new Interval(end(n, sum, limit, mean, 0), end(n, sum, limit, mean, 1));
    }

    /**
     * Between the mean, which is inside, and the end of the range: the first value that is known to be outside, so that the
     * interval is not too short by rounding; the end itself if it is inside.
     */
    private static double end(long n, double sum, double limit, double mean, double extreme) {
        double inside = mean;
        double outside = extreme;
        if (logLikelihood(n, sum, outside) > limit) {
            return outside;
        }
        double middle = (inside + outside) / 2;
        while (middle != inside && middle != outside) {
            boolean held = logLikelihood(n, sum, middle) > limit;
            inside = held ? middle : inside;
            outside = held ? outside : middle;
            middle = (inside + outside) / 2;
        }
        return outside;
    }

    private static double logLikelihood(long n, double sum, double m) {
        double wrong = sum == 0 ? 0 : sum * StrictMath.log(m);
        return wrong + (sum == n ? 0 : (n - sum) * StrictMath.log1p(-m));
    }

    /** By Stirling's series, after steps up to where it is exact. */
    private static double logGamma(double x) {
        double product = 1;
        double at = x;
        for (; at < SERIES_FROM; at++) {
            product *= at;
        }
        double inverse = 1 / at;
        double square = inverse * inverse;
        double series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
        return (at - 0.5) * StrictMath.log(at) - at + HALF_LOG_TWO_PI + series - StrictMath.log(product);
    }
}
