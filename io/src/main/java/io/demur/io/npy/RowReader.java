package io.demur.io.npy;

import io.demur.logits.LogitTile;
import java.nio.ByteBuffer;

/** Rows that lie one after the other: each block read is turned class-major. */
final class RowReader implements TileReader {
    private final NpyArray array;
    private final int classes;

    RowReader(NpyArray array, LogitShape shape) {
        this.array = array;
        this.classes = shape.columns();
    }

    @Override
    public void fill(LogitTile tile) {
        int rowBytes = classes * array.header().type().size();
        int step = Math.max(Transposer.BAND, BLOCK_BYTES / rowBytes / Transposer.BAND * Transposer.BAND);
        int most = Math.min(step, tile.rows());
        ByteBuffer scratch = tile.scratch(Math.multiplyExact(most, rowBytes));
        Transposer transposer = Transposer.of(array.header().type(), classes);
        for (int row = 0; row < tile.rows(); row += most) {
            int count = Math.min(most, tile.rows() - row);
            ByteBuffer bytes = array.read(scratch, (tile.firstRow() + row) * classes, count * classes);
            transposer.put(bytes, count, tile, row);
        }
    }
}
