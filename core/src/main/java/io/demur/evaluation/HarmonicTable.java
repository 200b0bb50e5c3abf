package io.demur.evaluation;

/** Harmonic numbers and their sums up to a largest index, for sums over resampled ranks. */
final class HarmonicTable {
    private final double[] harmonic;
    private final double[] sums;

    HarmonicTable(int largest) {
        harmonic = new double[largest + 1];
        sums = new double[largest + 1];
        for (int i = 1; i <= largest; i++) {
            harmonic[i] = harmonic[i - 1] + 1.0 / i;
            sums[i] = sums[i - 1] + harmonic[i - 1];
        }
    }

    /** A table for resamples of {@code n} rows, whose total exceeds {@code n} by at most a dozen standard deviations. */
    static HarmonicTable forResamplesOf(int n) {
        return new HarmonicTable((int) (n + 12 * Math.sqrt(n) + 64));
    }

    int largest() {
        return harmonic.length - 1;
    }

    /** {@code H_i}. */
    double number(int i) {
        return harmonic[i];
    }

    /** {@code H_before + ... + H_(after - 1)}. */
    double sum(int before, int after) {
        return sums[after] - sums[before];
    }
}
