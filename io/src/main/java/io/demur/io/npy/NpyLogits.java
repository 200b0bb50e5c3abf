package io.demur.io.npy;

import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Logits in an NPY array, read by tiles: each byte once per pass, by as many threads as pull from it.
 *
 * <p>The bytes come by positional reads into the scratch buffer of the tile, not from a memory mapping: a file that is
 * cut off while it is being read must end in a clear error, and a mapping would end in a crash of the virtual machine.
 */
final class NpyLogits implements Logits {
    private final NpyArray array;
    private final LogitShape shape;
    private final InputKind kind;
    private boolean started;

    NpyLogits(NpyArray array, InputKind kind) {
        this.array = array;
        this.kind = kind;
        this.shape = LogitShape.of(array.name(), array.header());
        if (shape.single()) {
            kind.checkSingle(array.name());
        }
        if (!array.header().type().floating()) {
            throw new InputException(
                    array.name(),
                    "holds " + array.header().type().longName() + ", logits are floating point numbers",
                    "check that these are not the labels, or save array.astype('float32')");
        }
        if (array.source().sequential() && shape.classMajor() && !shape.single()) {
            throw new InputException(
                    array.name(),
                    "classes come before rows in this stream, which must then be held as a whole",
                    "write it to a file and name that");
        }
    }

    @Override
    public String name() {
        return array.name();
    }

    @Override
    public int classes() {
        return shape.single() ? 2 : shape.columns();
    }

    @Override
    public String dtype() {
        return array.header().type().longName();
    }

    @Override
    public OptionalLong rows() {
        return OptionalLong.of(shape.rows());
    }

    @Override
    public boolean singleLogit() {
        return shape.single();
    }

    @Override
    public boolean pixels() {
        return shape.ofImages();
    }

    @Override
    public synchronized Pass pass() {
        if (started && array.source().sequential()) {
            throw new InputException(name(), "is a stream and has been read", "write it to a file and name that");
        }
        started = true;
        TileReader reader = reader();
        return array.source().sequential() ? new Locked(reader) : new Claims(reader);
    }

    private TileReader reader() {
        if (shape.single()) {
            return new SingleReader(array, kind);
        }
        return shape.classMajor() ? new PlaneReader(array, shape) : new RowReader(array, shape);
    }

    @Override
    public void close() {
        array.source().close();
    }

    /** Threads take the next rows by counting, and read them side by side. */
    private final class Claims implements Pass {
        private final AtomicLong next = new AtomicLong();
        private final TileReader reader;

        Claims(TileReader reader) {
            this.reader = reader;
        }

        @Override
        public boolean next(LogitTile tile) {
            if (tile.classes() != classes()) {
                throw new IllegalArgumentException(
                        tile.classes() + " classes in the tile, " + classes() + " in " + name());
            }
            long first = Math.min(shape.rows(), next.getAndAdd(tile.capacity()));
            int count = (int) Math.min(tile.capacity(), shape.rows() - first);
            tile.hold(first, count);
            if (count > 0) {
                reader.fill(tile);
            }
            return count > 0;
        }
    }

    /** A stream has one reader at a time, and must end with the last row. */
    private final class Locked implements Pass {
        private final Claims claims;

        Locked(TileReader reader) {
            this.claims = new Claims(reader);
        }

        @Override
        public synchronized boolean next(LogitTile tile) {
            boolean filled = claims.next(tile);
            if (!filled) {
                array.source().expectEnd();
            }
            return filled;
        }
    }
}
