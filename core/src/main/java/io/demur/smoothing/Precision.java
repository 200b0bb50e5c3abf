package io.demur.smoothing;

/** Number types in which softmax probabilities are computed and stored. */
public enum Precision {
    /** 11 significant bits. */
    FLOAT16(11, -14),
    /** 24 significant bits. */
    FLOAT32(24, -126),
    /** 53 significant bits. */
    FLOAT64(53, -1022);

    private final int significantBits;
    private final int leastExponent;

    Precision(int significantBits, int leastExponent) {
        this.significantBits = significantBits;
        this.leastExponent = leastExponent;
    }

    /** The number of this type nearest to a probability, ties to even: the most exact that a program with it can be. */
    public double round(double probability) {
        int exponent = Math.max(leastExponent, Math.getExponent(probability));
        int shift = significantBits - 1 - exponent;
        return Math.scalb(Math.rint(Math.scalb(probability, shift)), -shift);
    }

    /** As numpy names it. */
    @Override
    public String toString() {
        return "float" + (significantBits == 11 ? 16 : significantBits == 24 ? 32 : 64);
    }
}
