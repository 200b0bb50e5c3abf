package io.demur.cli;

import io.demur.io.DecisionSink;
import io.demur.logits.LogitTile;
import io.demur.select.Decider;

/** Decisions as rows of a table. */
final class TableDecisions implements DecisionBlocks {
    private final DecisionSink sink;
    private final RowIds ids;
    private final DecisionLines.Tally tally;

    TableDecisions(DecisionSink sink, RowIds ids, DecisionLines.Tally tally) {
        this.sink = sink;
        this.ids = ids;
        this.tally = tally;
    }

    @Override
    public Block block() {
        return new Rows();
    }

    private final class Rows implements Block {
        private long firstRow;
        private int rows;

        @Override
        public void take(LogitTile tile, Decider decider) {
            firstRow = tile.firstRow();
            rows = tile.rows();
        }

        @Override
        public void emit(Decider decider) {
            for (int r = 0; r < rows; r++) {
                sink.add(new DecisionSink.Row(firstRow + r, ids.next(), decider.decision(r), decider.confidence(r)));
                tally.add(decider, r);
            }
        }
    }
}
