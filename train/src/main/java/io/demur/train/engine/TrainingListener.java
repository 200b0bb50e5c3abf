package io.demur.train.engine;

import java.util.Optional;
import java.util.function.Supplier;

/** Who watches a training, keeps its states, and may stop it. */
public interface TrainingListener {
    /** Nobody. */
    TrainingListener NONE = new TrainingListener() {};

    /** A step was taken. */
    default void onStep(StepReport report) {}

    /**
     * An epoch has ended, and all weights are finite.
     *
     * @param state copies everything when asked; only during this call
     */
    default void onEpoch(EpochReport report, Supplier<TrainingState> state) {}

    /**
     * The training has diverged and will throw.
     *
     * @param before the state before the step that failed; empty where a step has made the weights themselves infinite,
     *     so that the last good state is one that was handed over before
     */
    default void onDivergence(Optional<TrainingState> before) {}

    /** Whether to stop now; asked after each step. */
    default boolean stopRequested() {
        return false;
    }
}
