package io.demur.train.run;

import io.demur.train.engine.Processor;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How a run is carried out; nothing here belongs to the recipe.
 *
 * @param start what may be touched
 * @param processor where the network is computed
 * @param threads of the processor; empty for those of the checkpoint, or else the usual number
 * @param checkpointEvery how much work a killed process may lose at most
 */
public record RunOptions(Start start, Processor processor, OptionalInt threads, Duration checkpointEvery) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** What becomes of a run that is in the folder already. */
    public enum Start {
        /** There must be none. */
        FRESH,
        /** It is continued; a finished one is left as it is. */
        RESUME,
        /** It is replaced. */
        ANEW
    }

    /** On the processor, with a checkpoint a minute. */
    public static RunOptions of(Start start) {
        return new RunOptions(start, Processor.CPU, OptionalInt.empty(), MINUTE);
    }

    /** All processors, but at most eight, beyond which small networks gain nothing. */
    public static int usualThreads() {
        return Math.min(8, Runtime.getRuntime().availableProcessors());
    }
}
