package io.demur.network;

/** The distribution from which the entries of a parameter are drawn, independently, before training. */
public sealed interface Initializer {
    /** Uniform on {@code [-bound, bound)}. */
    record Uniform(double bound) implements Initializer {
        /** Checks the bound. */
        public Uniform {
            if (!(bound > 0) || bound == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("the bound must be positive, not " + bound);
            }
        }

        /** With the bound {@code 1 / sqrt(fan)}. */
        static Uniform ofFan(int fan) {
            return new Uniform(1 / Math.sqrt(fan));
        }
    }

    /** Standard normal, but 0 in the first {@code zeroRows} rows. */
    record Normal(int zeroRows) implements Initializer {
        /** Checks the number of rows. */
        public Normal {
            if (zeroRows < 0) {
                throw new IllegalArgumentException("zeroRows must not be negative, but is " + zeroRows);
            }
        }
    }

    /** Normal with mean 0. */
    record Scaled(double deviation) implements Initializer {
        /** Checks the standard deviation. */
        public Scaled {
            if (!(deviation > 0) || deviation == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("the deviation must be positive, not " + deviation);
            }
        }
    }

    /** Nothing but 0. */
    record Zeros() implements Initializer {}
}
