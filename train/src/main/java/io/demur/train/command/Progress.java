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
    private Beginning beginning = new Beginning("", 0, 1, 0, 0);
    private long rows;

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
    public void onStart(Beginning start) {
        beginning = start;
        rows = 0;
        if (start.step() > 0 && form != Form.NOTHING) {
            err.println(start.run() + "  goes on after step " + start.step());
        }
        if (form == Form.BAR) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setTaskName(start.run())
                    .setInitialMax(start.allRows())
                    // What an earlier process did tells nothing of the rate of this one.
                    .startsFrom(start.rowsAfter(start.step()), Duration.ZERO)
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
        rows += report.rows();
        bar.ifPresent(b -> {
            b.stepTo(beginning.rowsAfter(report.step()));
            b.setExtraMessage(String.format(
                    Locale.ROOT, "epoch %d/%d loss %.4f", report.epoch(), beginning.epochs(), report.loss()));
        });
    }

    @Override
    public void onEpoch(EpochReport report) {
        // Of an epoch that an earlier process began these are the rows and the seconds of this one.
        double rate = rows / (report.elapsedNanos() / NANOS);
        rows = 0;
        if (form == Form.LINES) {
            err.println(line(report, rate));
        }
    }

    private String line(EpochReport report, double rate) {
        StringBuilder line = new StringBuilder(beginning.run());
        line.append(String.format(
                Locale.ROOT,
                "  epoch %d/%d  loss %.4f  error %.2f %%",
                report.epoch(),
                beginning.epochs(),
                report.training().meanLoss(),
                100 * report.training().error()));
        report.tuning()
                .ifPresent(tally ->
                        line.append(String.format(Locale.ROOT, "  held-out error %.2f %%", 100 * tally.error())));
        double rest = beginning.allRows() - beginning.rowsAfter(report.step());
        return line.append(String.format(Locale.ROOT, "  %,.0f rows/s  %s left", rate, left(rest / rate)))
                .toString();
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
