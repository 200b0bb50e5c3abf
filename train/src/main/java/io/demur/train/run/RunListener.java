package io.demur.train.run;

import io.demur.train.engine.EpochReport;
import io.demur.train.engine.StepReport;

/** Who watches a run, and may stop it. */
public interface RunListener {
    /** Nobody. */
    RunListener NONE = new RunListener() {};

    /** Training begins or goes on. */
    default void onStart(Beginning beginning) {}

    /**
     * Where a training begins or goes on.
     *
     * @param run its name
     * @param step steps taken already
     * @param stepsPerEpoch steps of an epoch
     * @param rows rows of an epoch
     * @param epochs how many there are
     */
    record Beginning(String run, long step, long stepsPerEpoch, int rows, int epochs) {
        /** Rows of all epochs together. */
        public long allRows() {
            return (long) rows * epochs;
        }

        /** Rows that so many steps have seen; within an epoch every step is taken to see as many. */
        public long rowsAfter(long steps) {
            return steps * rows / stepsPerEpoch;
        }
    }

    /** A step was taken. */
    default void onStep(StepReport report) {}

    /** An epoch has ended, and is logged and kept. */
    default void onEpoch(EpochReport report) {}

    /** The training part is over: finished, stopped or failed. */
    default void onEnd() {}

    /** Whether to stop in good order; asked after each step. */
    default boolean stopRequested() {
        return false;
    }
}
