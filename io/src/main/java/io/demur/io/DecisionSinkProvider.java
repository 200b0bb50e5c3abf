package io.demur.io;

import java.nio.file.Path;

/**
 * Writes decisions as a table that this room does not know, such as a Parquet file; found with
 * {@link java.util.ServiceLoader} when the room for tables is on the class path.
 */
public interface DecisionSinkProvider {
    /** Whether a file of this name is such a table. */
    boolean handles(Path target);

    /**
     * Begins a table.
     *
     * @throws io.demur.logits.InputException if it cannot be written
     */
    DecisionSink open(Path target, DecisionForm form);
}
