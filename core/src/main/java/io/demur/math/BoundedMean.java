package io.demur.math;

/**
 * Tail bounds for the sum of {@code n} independent losses in [0,1] with a common mean.
 *
 * <p>For a sum {@code s} below {@code n mean}, {@code P(sum <= s)} is at most {@code exp(-n KL(s/n, mean))}
 * (Hoeffding) and at most {@code e P(Bin(n, mean) <= ceil(s))} (Bentkus); {@link #lowerTail} is the smaller of the two,
 * and never above 1. A mean larger than the given one only makes the event rarer, so the bound is a p-value for "the mean
 * is at least this". {@link #upperTail} is the mirror image. With {@code n = 0} or a sum on the other side of the mean
 * the bounds are 1.
 *
 * <p>Sources: W. Hoeffding, JASA 1963; V. Bentkus, On Hoeffding's inequalities, Annals of Probability 2004; the
 * combination as in S. Bates et al., Distribution-free, risk-controlling prediction sets, JACM 2021.
 */
public final class BoundedMean {
    private BoundedMean() {}

    /** Bound on {@code P(sum <= observed)} when the mean is {@code mean} or larger. */
    public static double lowerTail(long n, double sum, double mean) {
        double hoeffding = hoeffdingLowerTail(n, sum, mean);
        double bentkus = Math.E * Binomial.lowerTail(n, (long) Math.ceil(sum), mean);
        return Math.min(hoeffding, bentkus);
    }

    /** Bound on {@code P(sum >= observed)} when the mean is {@code mean} or smaller. */
    public static double upperTail(long n, double sum, double mean) {
        check(n, sum);
        double hoeffding = sum <= n * mean ? 1 : StrictMath.exp(-Deviance.of((double) n, sum, mean));
        double bentkus = Math.E * Binomial.upperTail(n, (long) Math.floor(sum), mean);
        return Math.min(hoeffding, bentkus);
    }

    /** Hoeffding's half of {@link #lowerTail}. */
    public static double hoeffdingLowerTail(long n, double sum, double mean) {
        check(n, sum);
        return sum >= n * mean ? 1 : StrictMath.exp(-Deviance.of((double) n, sum, mean));
    }

    private static void check(long n, double sum) {
        if (!(sum >= 0 && sum <= n)) {
            throw new IllegalArgumentException("a sum of " + sum + " from " + n + " losses in [0,1]");
        }
    }
}
