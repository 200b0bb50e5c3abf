package io.demur.train.experiment;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One loss of an experiment.
 *
 * @param label as in the tables
 * @param alpha of label smoothing, 0 for cross-entropy; empty for other losses
 * @param settings of the recipe; {@code {ce}} stands for the folder of the cross-entropy run of the same seed
 */
record Level(String label, OptionalDouble alpha, List<String> settings) {
    Level {
        settings = List.copyOf(settings);
    }

    /** Another loss than label smoothing. */
    static Level other(String label, String loss) {
        return new Level(label, OptionalDouble.empty(), List.of("loss=" + loss));
    }

    static Level alpha(double alpha) {
        return new Level("alpha " + alpha, OptionalDouble.of(alpha), List.of("loss.alpha=" + alpha));
    }
}
