package io.demur.train.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.train.engine.EpochReport;
import io.demur.train.engine.StepReport;
import io.demur.train.loss.Tally;
import io.demur.train.run.RunListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter err = new StringWriter();

    /** The second of three epochs of 200 rows in two steps; it took half a second. */
    private void tell(Progress.Form form) {
        try (StopSignal stop = StopSignal.listen()) {
            Progress progress = new Progress(new PrintWriter(err, true), form, stop);
            progress.onStart(new RunListener.Beginning("bank-ce-seed0", 2, 2, 200, 3));
            progress.onStep(new StepReport(3, 6, 2, 0.5, 100, 0));
            progress.onStep(new StepReport(4, 6, 2, 0.25, 100, 0));
            progress.onEpoch(epoch(500_000_000));
            progress.onEnd();
        }
    }

    private static EpochReport epoch(long nanos) {
        Tally training = new Tally(200, 20, 50, 0, 0);
        return new EpochReport(2, 4, training, Optional.of(new Tally(50, 6, 20, 0, 0)), 0.01, nanos);
    }

    @Test
    void anEpochThatAnEarlierProcessBeganCountsAsFarAsThisOneDidIt() {
        try (StopSignal stop = StopSignal.listen()) {
            Progress progress = new Progress(new PrintWriter(err, true), Progress.Form.LINES, stop);
            progress.onStart(new RunListener.Beginning("bank-ce-seed0", 3, 2, 200, 3));
            progress.onStep(new StepReport(4, 6, 2, 0.25, 100, 0));
            progress.onEpoch(epoch(10_000_000_000L));
        }
        assertThat(err.toString()).contains("  10 rows/s  0:20 left");
    }

    @Test
    void rateAndTimeLeftOfTheBarAreThoseOfThisProcess() throws InterruptedException {
        try (StopSignal stop = StopSignal.listen()) {
            Progress progress = new Progress(new PrintWriter(err, true), Progress.Form.BAR, stop);
            progress.onStart(new RunListener.Beginning("b", 900, 1, 1_000, 1_000));
            Thread.sleep(1_100);
            progress.onStep(new StepReport(901, 1_000, 901, 0.25, 1_000, 0));
            progress.onEnd();
        }
        // A thousand rows in about a second, and 99,000 are left: with the 900,000 of before it would be 0:00:00.
        String text = err.toString().strip();
        String last = text.substring(text.lastIndexOf('\r') + 1);
        assertThat(last).contains("901000/1000000").containsPattern("/ 0:0[1-9]:\\d\\d\\)");
        assertThat(last).containsPattern("[( ]\\d{1,4}([.]\\d+)? rows/s");
    }

    @Test
    void awayFromATerminalEachEpochIsALine() {
        tell(Progress.Form.LINES);
        assertThat(err.toString().lines())
                .containsExactly(
                        "bank-ce-seed0  goes on after step 2",
                        "bank-ce-seed0  epoch 2/3  loss 0.2500  error 10.00 %  held-out error 12.00 %"
                                + "  400 rows/s  0:01 left");
    }

    @Test
    void onATerminalABarShowsShareRateAndTimeLeft() {
        tell(Progress.Form.BAR);
        assertThat(err.toString())
                .contains("\rbank-ce-seed0", " 66%", "400/600", "rows/s", "epoch 2/3 loss 0.2500")
                .containsPattern("\\(0:\\d\\d:\\d\\d / 0:\\d\\d:\\d\\d\\)");
    }

    @Test
    void quietIsNothing() {
        tell(Progress.Form.NOTHING);
        assertThat(err.toString()).isEmpty();
    }
}
