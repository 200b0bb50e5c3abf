package io.demur.train.engine;

import io.demur.network.Architecture;
import io.demur.train.Objective;
import io.demur.train.OptimizerSpec;
import io.demur.train.ScheduleSpec;

/**
 * What is trained, and towards what.
 *
 * @param architecture the network
 * @param objective what is minimised
 * @param optimizer how the parameters follow the gradient
 * @param schedule the learning rate over the steps
 */
public record TrainingPlan(
        Architecture architecture, Objective objective, OptimizerSpec optimizer, ScheduleSpec schedule) {}
