package io.demur.bench;

import io.demur.logits.LogitTile;

/** Tiles of {@link SampleRows}. */
final class Tiles {
    private Tiles() {}

    /** A full tile of the usual capacity. */
    static LogitTile full(int classes) {
        return fill(new LogitTile(classes));
    }

    /** A full tile of as many rows. */
    static LogitTile full(int classes, int rows) {
        return fill(new LogitTile(classes, rows));
    }

    private static LogitTile fill(LogitTile tile) {
        double[] values = new SampleRows(tile.classes(), 1).values(tile.capacity());
        tile.hold(0, tile.capacity());
        for (int r = 0; r < tile.rows(); r++) {
            tile.putRow(r, values, r * tile.classes());
        }
        return tile;
    }
}
