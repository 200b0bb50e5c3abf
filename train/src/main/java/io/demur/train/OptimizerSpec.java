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
    /** Checks the numbers. */
    public OptimizerSpec {
        requirePositive("lr", lr);
        if (!(weightDecay >= 0 && Double.isFinite(weightDecay))) {
            throw new IllegalArgumentException("weight decay must be at least 0, not " + weightDecay);
        }
        clipValue.ifPresent(bound -> requirePositive("clip value", bound));
        clipNorm.ifPresent(bound -> requirePositive("clip norm", bound));
        samRho.ifPresent(radius -> requirePositive("SAM radius", radius));
    }

    /** A rule with its learning rate alone: no decay, no clipping. */
    public static OptimizerSpec of(Rule rule, double lr) {
        OptionalDouble none = OptionalDouble.empty();
        return new OptimizerSpec(rule, lr, 0, DecayGroup.ALL, none, none, none);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " must be above 0, not " + value);
        }
    }

    private static void requireBelowOne(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0,1), not " + value);
        }
    }

    /** Which parameters weight decay touches. */
    public enum DecayGroup {
        ALL,
        /** Matrices and embeddings, but no biases and no normalisation parameters. */
        WEIGHTS
    }

    /** The update rules. */
    public sealed interface Rule {
        /** Stochastic gradient descent; {@code nesterov} looks ahead. */
        record Sgd(double momentum, boolean nesterov) implements Rule {
            /** Checks the momentum. */
            public Sgd {
                requireBelowOne("momentum", momentum);
            }
        }

        /** Adam, with L2 decay. */
        record Adam(double beta1, double beta2, double epsilon) implements Rule {
            /** Checks the numbers. */
            public Adam {
                requireBelowOne("beta1", beta1);
                requireBelowOne("beta2", beta2);
                requirePositive("epsilon", epsilon);
            }
        }

        /** Adam, with decoupled decay. */
        record AdamW(double beta1, double beta2, double epsilon) implements Rule {
            /** Checks the numbers. */
            public AdamW {
                requireBelowOne("beta1", beta1);
                requireBelowOne("beta2", beta2);
                requirePositive("epsilon", epsilon);
            }
        }
    }
}
