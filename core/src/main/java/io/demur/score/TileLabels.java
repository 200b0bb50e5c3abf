package io.demur.score;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;

/** The labels of the rows of a tile, checked against the number of classes; with the errors that rows and labels share. */
public final class TileLabels {
    private final Labels source;
    private final int classes;
    private final int[] labels;

    /** For tiles of the given shape. */
    public TileLabels(Labels source, LogitTile shape) {
        this.source = source;
        this.classes = shape.classes();
        this.labels = new int[shape.capacity()];
    }

    /**
     * Reads the labels of a tile's rows.
     *
     * @throws InputException if there are too few, or one is not below the number of classes
     */
    public void read(LogitTile tile) {
        source.read(tile.firstRow(), tile.rows(), labels);
        for (int r = 0; r < tile.rows(); r++) {
            if (labels[r] >= classes) {
                throw new InputException(
                        source.name(),
                        "label " + labels[r] + " at row " + (tile.firstRow() + r)
                                + " is not below the number of classes " + classes);
            }
        }
    }

    /** The label of a row of the tile; negative if it is to be ignored. */
    public int of(int row) {
        return labels[row];
    }

    int[] array() {
        return labels;
    }

    /** Refuses sources known beforehand to differ in length. */
    public static void requireSameRows(Logits logits, Labels labels) {
        logits.rows().ifPresent(rows -> requireRows(logits, labels, rows));
    }

    /** Refuses labels whose number is known and is not {@code rows}. */
    public static void requireRows(Logits logits, Labels labels, long rows) {
        if (labels.rows().isPresent() && labels.rows().getAsLong() != rows) {
            throw new InputException(
                    labels.name(),
                    "has " + labels.rows().getAsLong() + " labels, but " + logits.name() + " has " + rows + " rows",
                    "give the labels of the same rows in the same order");
        }
    }

    /** The error of a row that is not finite. */
    public static InputException notFinite(String source, long row) {
        return new InputException(
                source,
                "row " + row + " holds a logit that is NaN, infinite or beyond 1e150",
                "mend the row or use --skip-bad-rows");
    }
}
