package io.demur.train.engine;

import io.demur.train.OptimizerSpec;
import io.demur.train.OptimizerSpec.Rule;
import io.demur.train.ScheduleSpec;
import io.demur.train.optimizer.Optimizer.Course;
import io.demur.train.optimizer.Schedule;

/** Plain gradient descent, for tests that look at one step. */
final class Descent {
    static final ScheduleSpec CONSTANT = new ScheduleSpec(new ScheduleSpec.Shape.Constant(), 0);
    static final Course AT_RATE_ONE =
            new Course(OptimizerSpec.of(new Rule.Sgd(0, false), 1), Schedule.of(CONSTANT, 10, 10));

    private Descent() {}
}
