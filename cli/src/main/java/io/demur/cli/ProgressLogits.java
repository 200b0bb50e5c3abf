package io.demur.cli;

import io.demur.io.text.Numbers;
import io.demur.logits.ForwardingLogits;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.util.OptionalLong;

/** Logits that show on a terminal how many of their rows have been read, once that takes longer than a moment. */
final class ProgressLogits extends ForwardingLogits {
    private static final long MOMENT_NANOS = 700_000_000L;
    private static final long STEP_NANOS = 100_000_000L;

    private final Console console;

    private ProgressLogits(Logits source, Console console) {
        super(source);
        this.console = console;
    }

    /** The source itself where nobody watches. */
    static Logits of(Logits source, Console console) {
        return console.showsProgress() ? new ProgressLogits(source, console) : source;
    }

    @Override
    public Pass pass() {
        return new Counted(sourcePass());
    }

    private final class Counted implements Pass {
        private final Pass pass;
        private long rowsRead;
        private long shownNanos = System.nanoTime() + MOMENT_NANOS;
        private boolean shown;

        Counted(Pass pass) {
            this.pass = pass;
        }

        @Override
        public boolean next(LogitTile tile) {
            boolean filled = pass.next(tile);
            tell(filled ? tile.rows() : -1);
            return filled;
        }

        private synchronized void tell(int count) {
            if (count < 0) {
                console.progress(shown ? "" : "\r");
                shown = false;
                return;
            }
            rowsRead += count;
            long now = System.nanoTime();
            if (now - shownNanos > 0) {
                shownNanos = now + STEP_NANOS;
                shown = true;
                console.progress(text());
            }
        }

        private String text() {
            String text = name() + ": " + Numbers.count(rowsRead) + " rows";
            OptionalLong rows = rows();
            return rows.isPresent()
                    ? text + " of " + Numbers.count(rows.getAsLong()) + ", "
                            + Numbers.percent((double) rowsRead / rows.getAsLong(), 0)
                    : text;
        }
    }
}
