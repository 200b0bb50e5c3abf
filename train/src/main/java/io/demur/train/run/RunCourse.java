package io.demur.train.run;

import io.demur.train.engine.EpochReport;
import io.demur.train.engine.StepReport;
import io.demur.train.engine.Trainer;
import io.demur.train.engine.TrainingData;
import io.demur.train.engine.TrainingListener;
import io.demur.train.engine.TrainingState;
import io.demur.train.loss.Tally;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * The training of a run: logs epochs and keeps states.
 *
 * <p>Log and state are written together, after an epoch or where the training stops. Forcing both to the disk takes
 * milliseconds, as long as an epoch of a small network, so they are written after an epoch only if they are a second old.
 *
 * <p>A state within an epoch can only be had where the training stops, so it is stopped for a moment whenever the last
 * checkpoint is old enough. The times of an epoch are those of all its pieces in this process, and of keeping them.
 */
final class RunCourse implements TrainingListener {
    private static final double NANOS = 1e9;

    /** A younger state is not replaced at the end of an epoch. */
    private static final long OLD_NANOS = 1_000_000_000;

    private final Trainer trainer;
    private final Keeper keeper;
    private final long patienceNanos;
    private final RunListener listener;
    private EpochLog log;
    private boolean diverged;
    private long steps;
    private long keptAt = System.nanoTime();
    private long epochBeganAt = System.nanoTime();
    private long waited;

    RunCourse(Trainer trainer, Keeper keeper, RunOptions options, RunListener listener) {
        this.trainer = trainer;
        this.keeper = keeper;
        this.patienceNanos = options.checkpointEvery().toNanos();
        this.listener = listener;
        this.log = EpochLog.upTo(keeper.folder().log(), 0);
    }

    /** Where states go. */
    record Keeper(RunFolder folder, Checkpoint.Identity identity, int threads) {
        void keep(TrainingState state) {
            new Checkpoint(state, threads).write(folder.checkpoint(), identity);
        }
    }

    /** Trains to the end, whose state it returns, or until it is to stop. */
    Optional<TrainingState> follow(TrainingState start, TrainingData data) {
        steps = trainer.steps(data.training().rows());
        log = EpochLog.upTo(keeper.folder().log(), start.step());
        epochBeganAt = System.nanoTime();
        TrainingState state = start;
        while (state.step() < steps) {
            state = trainer.train(state, data, this);
            if (state.step() < steps) {
                keep(state);
                if (listener.stopRequested()) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(state);
    }

    /** The log first: an epoch that is logged but not kept is forgotten and logged again, one that is kept is logged. */
    private void keep(TrainingState state) {
        log.write();
        keeper.keep(state);
        keptAt = System.nanoTime();
    }

    @Override
    public void onStep(StepReport report) {
        waited += report.waitedNanos();
        listener.onStep(report);
    }

    @Override
    public void onEpoch(EpochReport lastPiece, Supplier<TrainingState> state) {
        long now = System.nanoTime();
        EpochReport report = lastPiece.after(now - epochBeganAt);
        epochBeganAt = now;
        log.add(List.of(
                Integer.toString(report.epoch()),
                Long.toString(report.step()),
                Double.toString(report.lr()),
                Double.toString(report.training().meanLoss()),
                Double.toString(report.training().error()),
                cell(report.training().meanSuppressionRight()),
                cell(report.training().meanSuppressionWrong()),
                cell(report.tuning().map(Tally::meanLoss)),
                cell(report.tuning().map(Tally::error)),
                seconds(waited),
                seconds(report.elapsedNanos())));
        waited = 0;
        if (report.step() == steps || now - keptAt > OLD_NANOS) {
            keep(state.get());
        }
        listener.onEpoch(report);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f", nanos / NANOS);
    }

    private static String cell(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }

    private static String cell(Optional<Double> value) {
        return value.map(String::valueOf).orElse("");
    }

    @Override
    public void onDivergence(Optional<TrainingState> before) {
        diverged = true;
        before.ifPresentOrElse(this::keep, log::write);
    }

    /** Whether the training ended because a loss or gradient was not finite. */
    boolean hasDiverged() {
        return diverged;
    }

    @Override
    public boolean stopRequested() {
        return listener.stopRequested() || System.nanoTime() - keptAt > patienceNanos;
    }
}
