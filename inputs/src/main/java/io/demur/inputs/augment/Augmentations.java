package io.demur.inputs.augment;

import java.util.List;
import java.util.Optional;

/**
 * Augmentations in order. The same picture comes out for the same seed, epoch and row, whatever the number of threads and
 * whatever was asked before.
 *
 * @param steps may be none
 */
public record Augmentations(List<Augmentation> steps) {
    /** Copies the list. */
    public Augmentations {
        steps = List.copyOf(steps);
    }

    /** A picture of an epoch, both from 0. */
    public Picture apply(Picture picture, long seed, int epoch, int row) {
        Chance chance = new Chance(seed, epoch, row);
        Picture changed = picture;
        for (Augmentation step : steps) {
            changed = step.apply(changed, chance);
        }
        return changed;
    }

    /** The size of every picture that comes out, where a step decides on it. */
    public Optional<ImageSize> size() {
        return steps.stream().flatMap(step -> step.size().stream()).reduce((earlier, later) -> later);
    }

    /** Whether a step changes sizes by chance after the last one that fixes them. */
    public boolean isUneven() {
        boolean uneven = false;
        for (Augmentation step : steps) {
            uneven = step instanceof Augmentation.Rescale
                    || (uneven && step.size().isEmpty());
        }
        return uneven;
    }
}
