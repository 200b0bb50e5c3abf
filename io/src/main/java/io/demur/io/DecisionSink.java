package io.demur.io;

import io.demur.select.Decision;
import java.util.Optional;

/**
 * A table of decisions that is being written: it appears under its name when {@link #finish} is called, as a whole, and
 * not at all when this is closed before. Belongs to one thread at a time.
 */
public interface DecisionSink extends AutoCloseable {
    /**
     * A row.
     *
     * @param number position in the source, from 0
     * @param id as the source calls it
     * @param decision what was decided
     * @param confidence NaN where a logit is not finite
     */
    record Row(long number, Optional<String> id, Decision decision, double confidence) {}

    /** Appends a row; rows come in their order. */
    void add(Row row);

    /**
     * Moves the table into place.
     *
     * @throws io.demur.logits.InputException if the disk refuses
     */
    void finish();

    @Override
    void close();
}
