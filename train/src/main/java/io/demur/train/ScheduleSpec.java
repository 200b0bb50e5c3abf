package io.demur.train;

import java.util.List;

/**
 * The learning rate over the steps, as a factor of the peak.
 *
 * @param shape the course after the warm-up
 * @param warmupEpochs epochs, a fraction allowed, in which the factor rises linearly from 0 to 1
 */
public record ScheduleSpec(Shape shape, double warmupEpochs) {
    /** The courses. */
    public sealed interface Shape {
        /** Always 1. */
        record Constant() implements Shape {}

        /** Multiplied by {@code gamma} at each epoch of {@code epochs}. */
        record Step(List<Integer> epochs, double gamma) implements Shape {}

        /** Half a cosine from 1 to 0 over all steps. */
        record Cosine() implements Shape {}

        /** {@code (1 - step / steps)^power}. */
        record Polynomial(double power) implements Shape {}

        /** One cycle: a cosine up to the peak over {@code rise} of the steps, then a cosine down. */
        record OneCycle(double rise) implements Shape {}
    }
}
