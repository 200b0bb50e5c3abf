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

        /** Glorot and Bengio 2010: the variance {@code 2 / (in + out)}. */
        static Uniform xavier(int in, int out) {
            return new Uniform(Math.sqrt(6.0 / (in + out)));
        }
    }

    /** Normal with mean 0 and this standard deviation, but 0 in the first {@code zeroRows} rows. */
    record Normal(int zeroRows, double deviation) implements Initializer {
        /** Checks the numbers. */
        public Normal {
            if (zeroRows < 0) {
                throw new IllegalArgumentException("zeroRows must not be negative, but is " + zeroRows);
            }
            Sizes.requirePositive("the deviation", deviation);
        }

        /** Standard normal. */
        public Normal(int zeroRows) {
            this(zeroRows, 1);
        }
    }

    /**
     * The biases of an LSTM's gates such that it remembers for {@code u} steps, {@code u} uniform on
     * {@code [1, horizon - 1)} for each unit (Tallec and Ollivier 2018): {@code log u} for the forget gate,
     * {@code -log u} for the input gate, 0 for the others.
     */
    record Remembering(int horizon) implements Initializer {
        /** Checks the horizon. */
        public Remembering {
            if (horizon < 3) {
                throw new IllegalArgumentException("the horizon must be at least 3, not " + horizon);
            }
        }
    }

    /** Normal with mean 0 and this standard deviation. */
    record Gaussian(double deviation) implements Initializer {
        /** Checks the deviation. */
        public Gaussian {
            Sizes.requirePositive("the deviation", deviation);
        }

        /** He et al. 2015, for ReLU: the variance {@code 2 / fan}. */
        static Gaussian he(int fan) {
            return new Gaussian(Math.sqrt(2.0 / fan));
        }
    }

    /** The same number everywhere. */
    record Constant(double value) implements Initializer {}
}
