package io.demur.math;

/** Sums of reciprocals {@code 1/i}. */
public final class Harmonic {
    private static final long SUM_DIRECTLY = 64;

    private Harmonic() {}

    /**
     * {@code 1/(after) + ... + 1/(before + 1)}, that is {@code H_after - H_before}.
     *
     * @param before at least 0
     * @param after at least {@code before}
     */
    public static double range(long before, long after) {
        if (after - before == 1) {
            return 1.0 / after;
        }
        if (after - before <= SUM_DIRECTLY) {
            double sum = 0;
            for (long i = after; i > before; i--) {
                sum += 1.0 / i;
            }
            return sum;
        }
        if (before < SUM_DIRECTLY) {
            return range(before, SUM_DIRECTLY) + range(SUM_DIRECTLY, after);
        }
        return Log.onePlus((double) (after - before) / before)
                + correction((double) after)
                - correction((double) before);
    }

    /** {@code H_n - ln n - gamma}, by Euler and Maclaurin; for n >= 64 exact to the last digit. */
    private static double correction(double n) {
        double z = 1 / (n * n);
        return 1 / (2 * n) - z * (1.0 / 12 - z * (1.0 / 120 - z * (1.0 / 252 - z / 240)));
    }
}
