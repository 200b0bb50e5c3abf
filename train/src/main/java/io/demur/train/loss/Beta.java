package io.demur.train.loss;

import java.util.SplittableRandom;

/**
 * Draws from the symmetric beta distribution: {@code X / (X + Y)} for two gamma variates, by Marsaglia and Tsang 2000,
 * in logarithms so that a small shape does not underflow.
 */
final class Beta {
    private Beta() {}

    /** A draw from Beta(shape, shape), in [0, 1]. */
    static double sample(double shape, SplittableRandom random) {
        double own = logGamma(shape, random);
        double other = logGamma(shape, random);
        return 1 / (1 + StrictMath.exp(other - own));
    }

    /** The logarithm of a gamma variate; shapes below 1 through {@code Gamma(a + 1) U^(1/a)}. */
    private static double logGamma(double shape, SplittableRandom random) {
        if (shape < 1) {
            return logGamma(shape + 1, random) + StrictMath.log(1 - random.nextDouble()) / shape;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = normal(random);
            double v = 1 + c * x;
            double cube = v * v * v;
            double u = 1 - random.nextDouble();
            if (v > 0 && StrictMath.log(u) < 0.5 * x * x + d - d * cube + d * StrictMath.log(cube)) {
                return StrictMath.log(d * cube);
            }
        }
    }

    private static double normal(SplittableRandom random) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
