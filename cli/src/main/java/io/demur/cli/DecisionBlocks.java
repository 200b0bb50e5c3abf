package io.demur.cli;

import io.demur.logits.LogitTile;
import io.demur.select.Decider;

/** Where decisions go, tile by tile: each thread has a block of its own. */
@FunctionalInterface
interface DecisionBlocks {
    /** A new block for a thread. */
    Block block();

    /** What one thread does with the decisions on a tile. */
    interface Block {
        /** Prepares what can be prepared at the same time as other tiles. */
        void take(LogitTile tile, Decider decider);

        /** Hands the decisions on; called in the order of the rows, by one thread at a time. */
        void emit(Decider decider);
    }
}
