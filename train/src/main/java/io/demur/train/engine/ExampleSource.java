package io.demur.train.engine;

import io.demur.network.Shape;
import java.util.Optional;

/**
 * Rows with labels that are had batch by batch: those that lie in memory, {@link Examples}, or pictures that are decoded
 * when they are wanted. Safe for several threads.
 */
public interface ExampleSource {
    /** Number of rows. */
    int rows();

    /** Labels per row: 1, or one for each pixel. */
    int places();

    /** What one row is, where the source knows it; with labels at every pixel it may differ from the network's input. */
    Optional<Shape.Image> input();

    /**
     * Rows of one epoch; the same for the same seed, epoch and rows.
     *
     * @param seed of what happens to rows by chance, if anything does
     * @param epoch from 0
     * @throws io.demur.logits.InputException if a row cannot be had, naming it
     */
    Examples batch(long seed, int epoch, int... rows);
}
