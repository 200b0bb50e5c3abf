package io.demur.spark;

import io.demur.logits.InputKind;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.util.OptionalLong;

/** One row at a time as a tile: what a source of rows does, for rows that come by themselves. Belongs to one thread. */
final class TileRow {
    private final InputKind kind;
    private final double[] numbers;
    private final double[] pair = new double[2];
    private final LogitTile tile;
    private final Logits.Pass pass;

    /** For rows of so many numbers; one number stands for two classes. */
    TileRow(InputKind kind, int width) {
        this.kind = kind;
        this.numbers = new double[width];
        this.tile = new LogitTile(Math.max(2, width), 1);
        this.pass = kind.asLogits(new Source()).pass();
    }

    /** Where the numbers of a row are put before {@link #fill}. */
    double[] numbers() {
        return numbers;
    }

    /** The tile that {@link #fill} fills. */
    LogitTile tile() {
        return tile;
    }

    /**
     * Makes a tile of the numbers.
     *
     * @throws io.demur.logits.InputException if they are not of the kind
     */
    void fill() {
        pass.next(tile);
    }

    private double[] both() {
        if (numbers.length > 1) {
            return numbers;
        }
        pair[0] = kind.firstOfTwo(numbers[0]);
        pair[1] = kind.secondOfTwo(numbers[0]);
        return pair;
    }

    private final class Source implements Logits {
        @Override
        public String name() {
            return "row";
        }

        @Override
        public int classes() {
            return tile.classes();
        }

        @Override
        public String dtype() {
            return "float64";
        }

        @Override
        public OptionalLong rows() {
            return OptionalLong.empty();
        }

        @Override
        public Pass pass() {
            return target -> {
                target.hold(0, 1);
                target.putRow(0, both(), 0);
                return true;
            };
        }

        @Override
        public void close() {}
    }
}
