package io.demur.evaluation;

/**
 * Functions of a number of rows {@code k} that a walk down a ranking needs at every step, side by side in memory: looked
 * up, not computed.
 */
final class RankTable {
    static final int WIDTH = 4;
    /** {@code H_k}, the sum of {@code 1/i}. */
    static final int HARMONIC = 0;
    /** {@code k H_k - k}, the sum of {@code H_i} for {@code i < k}. */
    static final int SUM = 1;
    /** {@code H_k - 1/2k}: trapezoids of {@code 1/i} up to a constant; 0 at 0. */
    static final int TRAPEZOIDS = 2;
    /** {@code 1/k}; 0 at 0. */
    static final int INVERSE = 3;

    private final double[] table;

    /** For {@code k} from 0 to {@code most}. */
    RankTable(int most) {
        table = new double[Math.multiplyExact(most + 1, WIDTH)];
        double harmonic = 0;
        for (int k = 1; k <= most; k++) {
            double inverse = 1.0 / k;
            harmonic += inverse;
            table[k * WIDTH + HARMONIC] = harmonic;
            table[k * WIDTH + SUM] = k * harmonic - k;
            table[k * WIDTH + TRAPEZOIDS] = harmonic - inverse / 2;
            table[k * WIDTH + INVERSE] = inverse;
        }
    }

    /** Far enough for Poisson resamples of {@code n} rows. */
    static RankTable forResamplesOf(int n) {
        return new RankTable((int) (n + 12 * Math.sqrt(n) + 64));
    }

    double[] values() {
        return table;
    }

    double harmonic(int k) {
        return table[k * WIDTH + HARMONIC];
    }

    double trapezoids(int k) {
        return table[k * WIDTH + TRAPEZOIDS];
    }
}
