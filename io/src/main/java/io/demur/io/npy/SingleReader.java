package io.demur.io.npy;

import io.demur.logits.InputKind;
import io.demur.logits.LogitTile;
import java.nio.ByteBuffer;

/** One number per row, turned into the two classes that it stands for. */
final class SingleReader implements TileReader {
    private final NpyArray array;
    private final InputKind kind;

    SingleReader(NpyArray array, InputKind kind) {
        this.array = array;
        this.kind = kind;
    }

    @Override
    public void fill(LogitTile tile) {
        int count = tile.rows();
        ByteBuffer scratch = tile.scratch(count * array.header().type().size());
        ByteBuffer bytes = array.read(scratch, tile.firstRow(), count);
        double[] first = tile.values()[0];
        double[] second = tile.values()[1];
        Decoder.of(array.header().type()).decode(bytes, count, first, 0);
        for (int r = 0; r < count; r++) {
            double number = first[r];
            first[r] = kind.firstOfTwo(number);
            second[r] = kind.secondOfTwo(number);
        }
    }
}
