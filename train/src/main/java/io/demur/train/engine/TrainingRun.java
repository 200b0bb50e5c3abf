package io.demur.train.engine;

import io.demur.inputs.Features;
import io.demur.inputs.sample.Batches;
import io.demur.inputs.sample.LastBatch;
import io.demur.logits.InputException;
import io.demur.math.Hash64;
import io.demur.network.Shape;
import io.demur.train.Objective;
import io.demur.train.loss.BatchLoss;
import io.demur.train.loss.Mix;
import io.demur.train.loss.ObjectiveTargets;
import io.demur.train.loss.Tally;
import io.demur.train.loss.Targets;
import io.demur.train.optimizer.Gradient;
import io.demur.train.optimizer.Optimizer;
import io.demur.train.optimizer.OptimizerState;
import io.demur.train.optimizer.Sharpness;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** One training under way: what changes from step to step. */
final class TrainingRun {
    /** Keys of what is drawn, so that dropout and mixup do not depend on each other. */
    private static final long DROPOUT = 1;

    private static final long MIXUP = 2;

    private final TrainingPlan plan;
    private final TrainingOptions options;
    private final TrainingData data;
    private final TrainingListener listener;
    private final Network network;
    private final Optimizer optimizer;
    private final BatchLoss loss;
    private final long stepsPerEpoch;
    private Tally epochSoFar;

    TrainingRun(Job job, Network network, Optimizer optimizer, Tally epochSoFar) {
        this.plan = job.plan();
        this.options = job.options();
        this.data = job.data();
        this.listener = job.listener();
        this.network = network;
        this.optimizer = optimizer;
        this.loss = BatchLoss.of(plan.objective(), plan.architecture().outputs());
        this.stepsPerEpoch = options.stepsPerEpoch(data.training().rows());
        this.epochSoFar = epochSoFar;
    }

    /** What does not change. */
    record Job(TrainingPlan plan, TrainingOptions options, TrainingData data, TrainingListener listener) {}

    TrainingState run() {
        boolean stopped = false;
        while (!stopped && optimizer.steps() < stepsPerEpoch * options.epochs()) {
            stopped = !epoch();
        }
        return state();
    }

    private TrainingState state() {
        OptimizerState steps = optimizer.state();
        return new TrainingState(network.weights(), steps, epochSoFar);
    }

    /** Goes on to the end of the epoch; false if it was stopped before. */
    private boolean epoch() {
        long begin = System.nanoTime();
        long epoch = optimizer.steps() / stepsPerEpoch;
        int first = Math.toIntExact(optimizer.steps() % stepsPerEpoch);
        double lr = 0;
        try (Feeding feeding = feeding(Math.toIntExact(epoch), first)) {
            do {
                lr = optimizer.lr();
                long asked = System.nanoTime();
                Examples batch = feeding.next();
                step(batch, System.nanoTime() - asked);
                if (optimizer.steps() % stepsPerEpoch != 0 && listener.stopRequested()) {
                    requireFiniteWeights();
                    return false;
                }
            } while (optimizer.steps() % stepsPerEpoch != 0);
        }
        requireFiniteWeights();
        Optional<Tally> tuning = data.tuning().map(this::evaluate);
        Tally training = epochSoFar;
        epochSoFar = Tally.NONE;
        listener.onEpoch(
                new EpochReport((int) epoch + 1, optimizer.steps(), training, tuning, lr, System.nanoTime() - begin),
                this::state);
        return !listener.stopRequested();
    }

    private Feeding feeding(int epoch, int taken) {
        ExampleSource source = data.training();
        return Feeding.start(source, batches(epoch, taken), rows -> batch(source, epoch, rows), options.threads());
    }

    private Examples batch(ExampleSource source, int epoch, int... rows) {
        Examples batch = source.batch(options.seed(), epoch, rows);
        if (!(source instanceof Examples)) {
            TrainingData.requireFit("training", batch, plan.architecture());
        }
        return batch;
    }

    /** The batches of an epoch, without those that were taken before. */
    private Iterator<int[]> batches(int epoch, int taken) {
        Batches order = new Batches(data.training().rows(), options.batchSize(), LastBatch.KEEP, options.seed());
        Iterator<int[]> batches = order.epoch(epoch);
        for (int i = 0; i < taken; i++) {
            batches.next();
        }
        return batches;
    }

    private long key(long purpose, long index) {
        return Hash64.join(Hash64.join(options.seed(), purpose), index);
    }

    private Tally evaluate(ExampleSource source) {
        optimizer.refreshAll();
        BatchLoss plain =
                BatchLoss.of(new Objective.CrossEntropy(), plan.architecture().outputs());
        if (source instanceof Examples examples && source.places() == 1) {
            return tally(plain, examples, Inference.logits(network, examples.features()));
        }
        return evaluateInParts(plain, source);
    }

    /** Few at a time, each pixel's own logits image by image: those of all rows would fill the memory. */
    private Tally evaluateInParts(BatchLoss plain, ExampleSource source) {
        Tally tally = Tally.NONE;
        Iterator<int[]> parts = Batches.inOrder(source.rows(), source.places() > 1 ? 1 : Inference.ROWS);
        try (Feeding feeding =
                Feeding.start(source, parts, rows -> source.batch(options.seed(), 0, rows), options.threads())) {
            while (feeding.hasNext()) {
                Examples part = feeding.next();
                float[] logits = source.places() > 1
                        ? network.pixelLogits(part.features(), source.input())
                        : network.logits(part.features());
                tally = tally.plus(tally(plain, part, logits));
            }
        }
        return tally;
    }

    private static Tally tally(BatchLoss loss, Examples rows, float[] logits) {
        return loss.evaluate(logits, Targets.of(loss.classes(), rows.labels()), new float[logits.length]);
    }

    private void step(Examples batch, long waitedNanos) {
        InputLayer.Prepared input = network.prepare(batch.features());
        network.table().ifPresent(table -> optimizer.refresh(table, input.touched()));
        Network.Outcome outcome = pass(batch, input);
        requireFinite(outcome);
        OptionalDouble rho = plan.optimizer().samRho();
        List<Gradient> gradients =
                rho.isEmpty() ? outcome.gradients() : sharp(rho.getAsDouble(), outcome, () -> pass(batch, input));
        outcome.keepStatistics();
        optimizer.step(gradients);
        epochSoFar = epochSoFar.plus(outcome.tally());
        listener.onStep(new StepReport(
                optimizer.steps(),
                stepsPerEpoch * options.epochs(),
                epochNumber(optimizer.steps() - 1),
                outcome.tally().meanLoss(),
                batch.rows(),
                waitedNanos));
    }

    /** The gradients at the point of highest loss nearby; the parameters are back where they were. */
    private List<Gradient> sharp(double rho, Network.Outcome outcome, Supplier<Network.Outcome> again) {
        Sharpness ascent = Sharpness.ascend(rho, outcome.gradients());
        Network.Outcome second = again.get();
        ascent.restore();
        requireFinite(second);
        return second.gradients();
    }

    private Network.Outcome pass(Examples batch, InputLayer.Prepared input) {
        Optional<Mix> mix = mix(batch.features(), key(MIXUP, optimizer.steps()));
        Targets own = ObjectiveTargets.of(plan.objective(), loss.classes(), batch.labels(), batch.teacher());
        Targets targets = mix.map(own::mixed).orElse(own);
        return network.gradients(
                input,
                mix,
                key(DROPOUT, optimizer.steps()),
                (logits, gradient) -> loss.evaluate(logits, targets, gradient));
    }

    private Optional<Mix> mix(Features batch, long key) {
        if (plan.objective() instanceof Objective.Mixup mixup) {
            return Optional.of(Mix.of(mixup.alpha(), batch.rows(), key));
        } else if (plan.objective() instanceof Objective.CutMix cut
                && plan.architecture().input() instanceof Shape.Image image) {
            return Optional.of(Mix.cut(cut.alpha(), batch.rows(), new Mix.Area(image.height(), image.width()), key));
        }
        return Optional.empty();
    }

    private void requireFinite(Network.Outcome outcome) {
        boolean finiteLoss = Double.isFinite(outcome.tally().loss());
        if (finiteLoss && Double.isFinite(Optimizer.norm(outcome.gradients()))) {
            return;
        }
        listener.onDivergence(Optional.of(state()).filter(before -> network.isFinite()));
        throw divergence("the " + (finiteLoss ? "gradient" : "loss") + " is not finite", optimizer.steps());
    }

    /** Before a state leaves: the loss tells only one step later that a step has overflown the weights. */
    private void requireFiniteWeights() {
        optimizer.refreshAll();
        if (!network.isFinite()) {
            listener.onDivergence(Optional.empty());
            throw divergence("the step makes weights infinite", optimizer.steps() - 1);
        }
    }

    private InputException divergence(String problem, long step) {
        return new InputException(
                "epoch " + epochNumber(step) + ", step " + (step + 1),
                problem,
                "lower the learning rate, or clip the gradient");
    }

    private int epochNumber(long step) {
        return Math.toIntExact(step / stepsPerEpoch) + 1;
    }
}
