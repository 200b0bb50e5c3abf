package io.demur.train;

/** What training minimises: a closed family of losses, each the mean over the batch, natural logarithm. */
public sealed interface Objective {
    /** {@code LSE(v) - v_y}; for a single logit {@code z} the binary form. */
    record CrossEntropy() implements Objective {}

    /** Target {@code (1 - alpha) onehot(y) + alpha / K}; a negative {@code alpha} is negative label smoothing. */
    record LabelSmoothing(double alpha) implements Objective {
        /** Checks the level: below 1. */
        public LabelSmoothing {
            require("alpha", alpha, Double.isFinite(alpha) && alpha < 1, "below 1");
        }
    }

    /** {@code -(1 - pi_y)^gamma log pi_y}. */
    record Focal(double gamma) implements Objective {
        /** Checks the exponent: at least 0. */
        public Focal {
            requireNotNegative("gamma", gamma);
        }
    }

    /** Cross-entropy plus {@code weight (log K - H(pi))}. */
    record ConfidencePenalty(double weight) implements Objective {
        /** Checks the weight: at least 0. */
        public ConfidencePenalty {
            requireNotNegative("weight", weight);
        }
    }

    /** Cross-entropy plus {@code alpha (v_max - mean v)}. */
    record MaxSup(double alpha) implements Objective {
        /** Checks the weight: at least 0. */
        public MaxSup {
            requireNotNegative("alpha", alpha);
        }
    }

    /** Cross-entropy of {@code v / (temperature ||v||_2)}. */
    record LogitNorm(double temperature) implements Objective {
        /** Checks the temperature: above 0. */
        public LogitNorm {
            require("temperature", temperature, temperature > 0 && Double.isFinite(temperature), "above 0");
        }
    }

    /** Target {@code (1 - weight) onehot(y) + weight q}, with {@code q} the stored teacher's softmax. */
    record Distillation(double weight, String teacher) implements Objective {
        /** Checks the weight: from 0 to 1. */
        public Distillation {
            require("weight", weight, weight >= 0 && weight <= 1, "in [0,1]");
        }
    }

    /**
     * Cross-entropy on rows mixed in pairs, {@code lambda ~ Beta(alpha, alpha)} per batch: rows of numbers as they are,
     * bags and sequences after their embedding.
     */
    record Mixup(double alpha) implements Objective {
        /** Checks the shape: above 0. */
        public Mixup {
            require("alpha", alpha, alpha > 0 && Double.isFinite(alpha), "above 0");
        }
    }

    /**
     * Cross-entropy on images of which a rectangle is replaced by the partner's: its share of the area is
     * {@code 1 - lambda}, {@code lambda ~ Beta(alpha, alpha)} per batch, and the partner's target weighs as much.
     */
    record CutMix(double alpha) implements Objective {
        /** Checks the shape: above 0. */
        public CutMix {
            require("alpha", alpha, alpha > 0 && Double.isFinite(alpha), "above 0");
        }
    }

    private static void requireNotNegative(String name, double value) {
        require(name, value, value >= 0 && Double.isFinite(value), "at least 0");
    }

    private static void require(String name, double value, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", not " + value);
        }
    }
}
