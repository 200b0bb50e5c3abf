package io.demur.inputs.augment;

import io.demur.math.Hash64;

/** A stream of random numbers that depends on seed, epoch and row alone, whoever asks and in whatever order. */
public final class Chance {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    /** The stream of a row in an epoch. */
    public Chance(long seed, int epoch, long row) {
        state = Hash64.join(Hash64.join(seed, epoch), row);
    }

    /** From 0 to below 1. */
    public double unit() {
        state += GAMMA;
        return Hash64.unit(Hash64.mix(state));
    }

    /** From {@code least} to below {@code most}. */
    public double between(double least, double most) {
        return least + (most - least) * unit();
    }

    /** A whole number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        return (int) (unit() * bound);
    }
}
