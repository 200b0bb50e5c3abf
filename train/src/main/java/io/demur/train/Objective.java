package io.demur.train;

/** What training minimises: a closed family of losses, each the mean over the batch, natural logarithm. */
public sealed interface Objective {
    /** {@code LSE(v) - v_y}; for a single logit {@code z} the binary form. */
    record CrossEntropy() implements Objective {}

    /** Target {@code (1 - alpha) onehot(y) + alpha / K}; a negative {@code alpha} is negative label smoothing. */
    record LabelSmoothing(double alpha) implements Objective {}

    /** {@code -(1 - pi_y)^gamma log pi_y}. */
    record Focal(double gamma) implements Objective {}

    /** Cross-entropy plus {@code weight (log K - H(pi))}. */
    record ConfidencePenalty(double weight) implements Objective {}

    /** Cross-entropy plus {@code alpha (v_max - mean v)}. */
    record MaxSup(double alpha) implements Objective {}

    /** Cross-entropy of {@code v / (temperature ||v||_2)}. */
    record LogitNorm(double temperature) implements Objective {}

    /** Target {@code (1 - weight) onehot(y) + weight q}, with {@code q} the stored teacher's softmax. */
    record Distillation(double weight, String teacher) implements Objective {}

    /** Cross-entropy on rows mixed in pairs, {@code lambda ~ Beta(alpha, alpha)} per batch. */
    record Mixup(double alpha) implements Objective {}
}
