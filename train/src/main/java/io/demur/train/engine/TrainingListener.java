package io.demur.train.engine;

import java.util.function.Supplier;

/** Who watches a training, keeps its states, and may stop it. */
public interface TrainingListener {
    /** Nobody. */
    TrainingListener NONE = new TrainingListener() {};

    /** A step was taken. */
    default void onStep(StepReport report) {}

    /**
     * An epoch has ended.
     *
     * @param state copies everything when asked; only during this call
     */
    default void onEpoch(EpochReport report, Supplier<TrainingState> state) {}

    /** The training has diverged and will throw; the state is that before the step that failed. */
    default void onDivergence(TrainingState lastGood) {}

    /** Whether to stop now; asked after each step. */
    default boolean stopRequested() {
        return false;
    }
}
