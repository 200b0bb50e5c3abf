package io.demur.train.command;

import io.demur.train.engine.EpochReport;
import io.demur.train.engine.StepReport;
import io.demur.train.run.RunListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Tells how far a run is: a bar with rows per second and remaining time on a terminal, else a line per epoch. */
final class Progress implements RunListener {
    private static final int WIDTH = 100;
    private static final int UPDATE_MILLIS = 500;
    private static final double NANOS = 1e9;

    private final PrintWriter err;
    private final Form form;
    private final StopSignal stop;
    private Optional<ProgressBar> bar = Optional.empty();
    private String run = "";
    private int epochs;
    private int rows;

    /** How much is told. */
    enum Form {
        NOTHING,
        LINES,
        BAR
    }

    Progress(PrintWriter err, Form form, StopSignal stop) {
        this.err = err;
        this.form = form;
        this.stop = stop;
    }

    @Override
    public void onStart(String name, long step, int rowsPerEpoch, int epochCount) {
        run = name;
        rows = rowsPerEpoch;
        epochs = epochCount;
        if (step > 0 && form != Form.NOTHING) {
            err.println(name + "  goes on after step " + step);
        }
        if (form == Form.BAR) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setTaskName(name)
                    .setInitialMax((long) rowsPerEpoch * epochCount)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setUnit(" rows", 1)
                    .showSpeed()
                    .setConsumer(new DelegatingProgressBarConsumer(this::show, WIDTH))
                    .build());
        }
    }

    private void show(String line) {
        err.print("\r" + line);
        err.flush();
    }

    @Override
    public void onStep(StepReport report) {
        bar.ifPresent(b -> {
            b.stepTo(report.step() * b.getMax() / report.steps());
            b.setExtraMessage(
                    String.format(Locale.ROOT, "epoch %d/%d loss %.4f", report.epoch(), epochs, report.loss()));
        });
    }

    @Override
    public void onEpoch(EpochReport report) {
        if (form != Form.LINES) {
            return;
        }
        double seconds = report.elapsedNanos() / NANOS;
        StringBuilder line = new StringBuilder(run);
        line.append(String.format(
                Locale.ROOT,
                "  epoch %d/%d  loss %.4f  error %.2f %%",
                report.epoch(),
                epochs,
                report.training().meanLoss(),
                100 * report.training().error()));
        report.tuning()
                .ifPresent(tally ->
                        line.append(String.format(Locale.ROOT, "  held-out error %.2f %%", 100 * tally.error())));
        line.append(String.format(
                Locale.ROOT, "  %,.0f rows/s  %s left", rows / seconds, left(seconds * (epochs - report.epoch()))));
        err.println(line);
    }

    private static String left(double seconds) {
        Duration left = Duration.ofSeconds(Math.round(seconds));
        return String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
    }

    @Override
    public void onEnd() {
        bar.ifPresent(b -> {
            b.close();
            err.println();
        });
        bar = Optional.empty();
        err.flush();
    }

    @Override
    public boolean stopRequested() {
        return stop.isAsked();
    }
}
