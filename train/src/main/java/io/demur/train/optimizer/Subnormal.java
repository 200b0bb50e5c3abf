package io.demur.train.optimizer;

/**
 * A guard against subnormal numbers: {@code (x + GUARD) - GUARD} is 0 for {@code |x| < 2^-126}, and {@code x} with an
 * absolute error of at most 2^-125 else.
 *
 * <p>A moment that decays without gradient would come to rest at a subnormal number, with which processors compute a
 * hundred times more slowly.
 */
final class Subnormal {
    static final float GUARD = 0x1p-101f;

    private Subnormal() {}
}
