package io.demur.train.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.train.engine.EpochReport;
import io.demur.train.engine.StepReport;
import io.demur.train.loss.Tally;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter err = new StringWriter();

    /** The second of three epochs of 200 rows; it took half a second. */
    private void tell(Progress.Form form) {
        try (StopSignal stop = StopSignal.listen()) {
            Progress progress = new Progress(new PrintWriter(err, true), form, stop);
            progress.onStart("bank-ce-seed0", 2, 200, 3);
            progress.onStep(new StepReport(4, 6, 2, 0.25, 100));
            progress.onEpoch(new EpochReport(
                    2, 4, new Tally(200, 20, 50, 0, 0), Optional.of(new Tally(50, 6, 20, 0, 0)), 0.01, 500_000_000L));
            progress.onEnd();
        }
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
