package io.demur.train;

import java.util.List;

/**
 * The learning rate over the steps, as a factor of the peak.
 *
 * @param shape the course after the warm-up
 * @param warmupEpochs epochs, a fraction allowed, in which the factor rises linearly to the one with which the course
 *     begins: 1, or 1/25 before a cycle
 */
public record ScheduleSpec(Shape shape, double warmupEpochs) {
    /** Checks the length of the warm-up. */
    public ScheduleSpec {
        if (!(warmupEpochs >= 0 && Double.isFinite(warmupEpochs))) {
            throw new IllegalArgumentException("warm-up must be at least 0 epochs, not " + warmupEpochs);
        }
    }

    /** The courses. */
    public sealed interface Shape {
        /** Always 1. */
        record Constant() implements Shape {}

        /** Multiplied by {@code gamma} at each epoch of {@code epochs}. */
        record Step(List<Integer> epochs, double gamma) implements Shape {}

        /** Half a cosine from 1 to 0 over the steps after the warm-up. */
        record Cosine() implements Shape {}

        /** {@code (1 - step / steps)^power} over the steps after the warm-up. */
        record Polynomial(double power) implements Shape {}

        /** One cycle over the steps after the warm-up: a cosine up to the peak over {@code rise} of them, then down. */
        record OneCycle(double rise) implements Shape {
            /** Checks the share. */
            public OneCycle {
                if (!(rise > 0 && rise < 1)) {
                    throw new IllegalArgumentException("rise must be in (0,1), not " + rise);
                }
            }
        }
    }
}
