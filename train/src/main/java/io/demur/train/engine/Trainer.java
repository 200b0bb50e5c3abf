package io.demur.train.engine;

import io.demur.logits.InputException;
import io.demur.train.loss.BatchLoss;
import io.demur.train.optimizer.Loop;
import io.demur.train.optimizer.Optimizer;
import io.demur.train.optimizer.Optimizer.Course;
import io.demur.train.optimizer.Schedule;

/**
 * Trains a network, step by step and resumable.
 *
 * <p>The same plan, options, examples and start give the same bits; so does a training that stops after any step and is
 * resumed from its state. Losses and optimisers compute on plain arrays; PyTorch carries out the network. Its matrix
 * products may be summed in another order on another processor or with another number of threads.
 *
 * <p>A loss or gradient that is not finite ends the training with an {@link InputException} that names epoch and step; the
 * listener gets the state before that step.
 */
public final class Trainer {
    private final TrainingPlan plan;
    private final TrainingOptions options;

    private Trainer(TrainingPlan plan, TrainingOptions options) {
        this.plan = plan;
        this.options = options;
    }

    /**
     * A trainer for a plan.
     *
     * @throws InputException if the objective has no form for the network's outputs
     */
    public static Trainer of(TrainingPlan plan, TrainingOptions options) {
        BatchLoss.of(plan.objective(), plan.architecture().outputs());
        return new Trainer(plan, options);
    }

    /** Steps of the whole training for so many rows. */
    public long steps(int rows) {
        return Math.multiplyExact(options.stepsPerEpoch(rows), (long) options.epochs());
    }

    /**
     * Trains from a state to the end, or until the listener asks to stop.
     *
     * @param data rows to train on, and rows to look at after each epoch
     * @return the state reached; the training is complete if its step is {@link #steps}
     * @throws InputException if the training diverges, if labels or features do not fit the network, if batch normalisation
     *     would get a single number, or if there is no such processor
     */
    public TrainingState train(TrainingState start, TrainingData data, TrainingListener listener) {
        data.requireFit(plan);
        NormCheck.requireDeviations(plan.architecture(), data.training().rows(), options.batchSize());
        start.weights().requireFit("the weights to start from", plan.architecture());
        Torch torch = Torch.open(options.processor(), options.threadsFor(plan.architecture()));
        Loop loop = Loop.of(options.threads());
        try (Network network = new Network(plan.architecture(), start.weights(), torch, loop)) {
            Schedule schedule = Schedule.of(
                    plan.schedule(), options.stepsPerEpoch(data.training().rows()), options.epochs());
            Course course = new Course(plan.optimizer(), schedule);
            Optimizer optimizer = Optimizer.resume(course, network.parameters(), loop, start.optimizer());
            TrainingRun.Job job = new TrainingRun.Job(plan, options, data, listener);
            return new TrainingRun(job, network, optimizer, start.epochSoFar()).run();
        }
    }
}
