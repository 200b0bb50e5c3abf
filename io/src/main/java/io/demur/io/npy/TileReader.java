package io.demur.io.npy;

import io.demur.logits.LogitTile;

/** Fills the rows that a tile says it holds. Safe for several threads, each with its own tile. */
@FunctionalInterface
interface TileReader {
    /** Bytes asked for in one read: large enough to make the call cheap, small enough to stay in the cache. */
    int BLOCK_BYTES = 1 << 18;

    void fill(LogitTile tile);
}
