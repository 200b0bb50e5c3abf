package io.demur.logits;

import java.util.OptionalLong;

/**
 * A closeable source of logit rows: {@code n} rows of {@code K} finite real numbers, in blocks and never as one array.
 *
 * <p>A pass hands out every row once. Implementations read a file, an array, a table or a running model; what reads
 * from them sees only {@link LogitTile}s. Any number of threads may pull from one pass, each with a tile of its own.
 */
public interface Logits extends AutoCloseable {

    /** What error messages call this source: a file name, a table, a model. */
    String name();

    /** Number of classes {@code K >= 2}. */
    int classes();

    /** Element type as numpy names it, for example {@code float32}; part of a model's identity. */
    String dtype();

    /** Number of rows where it is known beforehand; empty for a stream. */
    OptionalLong rows();

    /**
     * Whether the source holds one number {@code z} per row, the logit of the second of two classes; its rows are
     * then {@code (-z/2, z/2)}.
     */
    default boolean singleLogit() {
        return false;
    }

    /**
     * Whether rows are pixels, many of one image. They are no independent draws, so whatever takes each row for one, an
     * interval or a certificate, is surer than it should be.
     */
    default boolean pixels() {
        return false;
    }

    /**
     * Starts reading from the first row.
     *
     * @throws InputException if the source is a stream that has been read already
     */
    Pass pass();

    @Override
    void close();

    /** One reading of all rows. Safe for use by several threads. */
    @FunctionalInterface
    interface Pass {
        /**
         * Fills the tile with the next rows, in consecutive order from {@link LogitTile#firstRow()}.
         *
         * @return false, with an empty tile, when no row is left
         * @throws InputException if the source is damaged or cut short
         */
        boolean next(LogitTile tile);
    }
}
