package io.demur.train.recipe;

import io.demur.network.Start;
import io.demur.train.Objective;
import io.demur.train.OptimizerSpec;
import io.demur.train.ScheduleSpec;
import java.util.Optional;

/**
 * Everything that decides what a training run computes. Two runs of one recipe on the same data, the same machine and
 * the same number of threads give the same bits.
 *
 * @param name what the run is called
 * @param data where the rows come from
 * @param split how they are divided
 * @param preparation what becomes of a row
 * @param network what is trained
 * @param initial how it begins
 * @param weights that it starts from instead, if any
 * @param loss what is minimised
 * @param optimizer how parameters follow the gradient
 * @param schedule of the learning rate
 * @param epochs passes over the training part
 * @param batch rows per step
 * @param seed of the initial weights, of the order of rows and of dropout
 */
public record Recipe(
        String name,
        DataSpec data,
        SplitSpec split,
        PreparationSpec preparation,
        NetworkSpec network,
        Start initial,
        Optional<WeightsSpec> weights,
        Objective loss,
        OptimizerSpec optimizer,
        ScheduleSpec schedule,
        int epochs,
        int batch,
        long seed) {}
