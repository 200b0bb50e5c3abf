package io.demur.io.npy;

import io.demur.logits.LogitTile;
import java.nio.ByteBuffer;

/** One plane per class, as images have it and arrays in Fortran order: plain copies, class by class. */
final class PlaneReader implements TileReader {
    private final NpyArray array;
    private final LogitShape shape;

    PlaneReader(NpyArray array, LogitShape shape) {
        this.array = array;
        this.shape = shape;
    }

    @Override
    public void fill(LogitTile tile) {
        Decoder decoder = Decoder.of(array.header().type());
        ByteBuffer scratch = tile.scratch(tile.rows() * array.header().type().size());
        int row = 0;
        while (row < tile.rows()) {
            long image = (tile.firstRow() + row) / shape.plane();
            long pixel = (tile.firstRow() + row) % shape.plane();
            int count = (int) Math.min(tile.rows() - row, shape.plane() - pixel);
            for (int k = 0; k < tile.classes(); k++) {
                long first = (image * tile.classes() + k) * shape.plane() + pixel;
                decoder.decode(array.read(scratch, first, count), count, tile.values()[k], row);
            }
            row += count;
        }
    }
}
