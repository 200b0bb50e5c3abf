package io.demur.cli;

import io.demur.logits.LogitTile;
import io.demur.select.Decider;
import java.io.OutputStream;

/** Decisions as lines of text. */
final class TextDecisions implements DecisionBlocks {
    private final OutputStream target;
    private final DecisionLines lines;
    private final RowIds ids;
    private final DecisionLines.Tally tally;

    TextDecisions(OutputStream target, DecisionLines lines, RowIds ids, DecisionLines.Tally tally) {
        this.target = target;
        this.lines = lines;
        this.ids = ids;
        this.tally = tally;
        DecisionLines.write(target, lines.head());
    }

    @Override
    public Block block() {
        return new Lines();
    }

    private final class Lines implements Block {
        private final StringBuilder text = new StringBuilder();
        private long firstRow;
        private int rows;

        @Override
        public void take(LogitTile tile, Decider decider) {
            firstRow = tile.firstRow();
            rows = tile.rows();
            if (!ids.present()) {
                format(decider);
            }
        }

        /** Ids come in the order of the rows, and so do lines with ids. */
        @Override
        public void emit(Decider decider) {
            if (ids.present()) {
                format(decider);
            }
            DecisionLines.write(target, text);
            for (int r = 0; r < rows; r++) {
                tally.add(decider, r);
            }
        }

        private void format(Decider decider) {
            text.setLength(0);
            for (int r = 0; r < rows; r++) {
                lines.append(text, new DecisionLines.Name(firstRow + r, ids.next()), decider, r);
            }
        }
    }
}
