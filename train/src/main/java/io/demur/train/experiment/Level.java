package io.demur.train.experiment;

import java.util.List;

/**
 * One loss of an experiment.
 *
 * @param label as in the tables
 * @param settings of the recipe; {@code {ce}} stands for the folder of the cross-entropy run of the same seed
 */
record Level(String label, List<String> settings) {
    Level {
        settings = List.copyOf(settings);
    }

    static Level alpha(double alpha) {
        return new Level("alpha " + alpha, List.of("loss.alpha=" + alpha));
    }
}
