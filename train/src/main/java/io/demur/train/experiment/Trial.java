package io.demur.train.experiment;

import io.demur.train.run.Result;
import java.nio.file.Path;

/**
 * One finished run of an experiment.
 *
 * @param level its loss
 * @param seed its seed
 * @param folder where it lies
 * @param result what it is worth
 */
record Trial(Level level, long seed, Path folder, Result result) {}
