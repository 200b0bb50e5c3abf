package io.demur.train;

import java.util.OptionalDouble;

/**
 * How parameters follow the gradient. The learning rate is the peak; a {@link ScheduleSpec} scales it.
 *
 * @param rule the update rule
 * @param lr peak learning rate
 * @param weightDecay strength of the decay: coupled (L2) for SGD and Adam, decoupled for AdamW
 * @param decay which parameters decay
 * @param clipValue largest absolute value of a gradient's entry, if any
 * @param clipNorm largest L2 norm of all gradients together, if any
 * @param samRho radius of sharpness-aware minimisation around the rule, if any
 */
public record OptimizerSpec(
        Rule rule,
        double lr,
        double weightDecay,
        DecayGroup decay,
        OptionalDouble clipValue,
        OptionalDouble clipNorm,
        OptionalDouble samRho) {
    /** Which parameters weight decay touches. */
    public enum DecayGroup {
        ALL,
        /** Matrices and embeddings, but no biases and no normalisation parameters. */
        WEIGHTS
    }

    /** The update rules. */
    public sealed interface Rule {
        /** Stochastic gradient descent; {@code nesterov} looks ahead. */
        record Sgd(double momentum, boolean nesterov) implements Rule {}

        /** Adam, with L2 decay. */
        record Adam(double beta1, double beta2, double epsilon) implements Rule {}

        /** Adam, with decoupled decay. */
        record AdamW(double beta1, double beta2, double epsilon) implements Rule {}
    }
}
