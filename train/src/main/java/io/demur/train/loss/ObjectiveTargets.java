package io.demur.train.loss;

import io.demur.train.Objective;
import java.util.Optional;

/** The targets that an objective makes of labels. */
public final class ObjectiveTargets {
    private ObjectiveTargets() {}

    /**
     * Smoothed, joined with a teacher's, or as they are; mixing comes on top.
     *
     * @param teacher the teacher's probabilities for these rows, if there is one
     * @throws IllegalArgumentException for distillation without a teacher
     */
    public static Targets of(Objective objective, int classes, int[] labels, Optional<float[]> teacher) {
        if (objective instanceof Objective.LabelSmoothing smoothing) {
            return Targets.smoothed(smoothing.alpha(), classes, labels);
        }
        if (objective instanceof Objective.Distillation distillation) {
            float[] probabilities = teacher.orElseThrow(
                    () -> new IllegalArgumentException("distillation needs the teacher's probabilities"));
            return Targets.of(classes, labels).distilled(distillation.weight(), probabilities);
        }
        return Targets.of(classes, labels);
    }
}
