package io.demur.train.optimizer;

import io.demur.train.OptimizerSpec.Rule;

/** How a row of a parameter follows its gradient, elementwise: so results do not depend on threads or on the order. */
interface UpdateRule {
    /** How many arrays of the parameter's size it keeps. */
    int moments();

    /** The scalars of a step. */
    StepSize stepSize(long step, double lr);

    /** Updates the row's values and moments in place; its gradient stays. */
    void update(Row row, StepSize size);

    /**
     * The scalars of one step, computed once for all rows.
     *
     * @param lr learning rate
     * @param scaled learning rate over the bias correction of the first moment
     * @param inverseRoot one over the root of the bias correction of the second moment
     */
    record StepSize(float lr, float scaled, float inverseRoot) {}

    static UpdateRule of(Rule rule) {
        if (rule instanceof Rule.Sgd sgd) {
            return new SgdRule((float) sgd.momentum(), sgd.nesterov());
        }
        if (rule instanceof Rule.Adam adam) {
            return new AdamRule(adam.beta1(), adam.beta2(), adam.epsilon(), AdamRule.Decay.COUPLED);
        }
        Rule.AdamW adam = (Rule.AdamW) rule;
        return new AdamRule(adam.beta1(), adam.beta2(), adam.epsilon(), AdamRule.Decay.DECOUPLED);
    }
}
