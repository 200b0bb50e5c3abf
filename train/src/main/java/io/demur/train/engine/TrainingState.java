package io.demur.train.engine;

import io.demur.network.Architecture;
import io.demur.network.Start;
import io.demur.network.Weights;
import io.demur.train.loss.Tally;
import io.demur.train.optimizer.OptimizerState;

/**
 * All that a training needs to go on as if it had never stopped, to the last bit: the order of the rows, dropout and
 * mixup are functions of seed and step.
 *
 * @param weights values of the parameters
 * @param optimizer number of steps taken, and the moments
 * @param epochSoFar sums over the steps of the epoch that is not finished
 */
public record TrainingState(Weights weights, OptimizerState optimizer, Tally epochSoFar) {
    /** The beginning, from the given weights. */
    public static TrainingState start(Weights weights) {
        return new TrainingState(weights, OptimizerState.initial(), Tally.NONE);
    }

    /** The beginning, from weights drawn by the seed. */
    public static TrainingState start(Architecture architecture, long seed) {
        return start(Weights.initial(architecture, seed));
    }

    /** The same, with dense layers that begin in a way of their own. */
    public static TrainingState start(Architecture architecture, long seed, Start initial) {
        return start(Weights.initial(architecture, seed, initial));
    }

    /** Steps taken. */
    public long step() {
        return optimizer.step();
    }
}
