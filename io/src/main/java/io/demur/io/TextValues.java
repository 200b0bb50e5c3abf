package io.demur.io;

import java.util.Optional;

/** One column of a table as text, row after row. Belongs to one thread at a time. */
public interface TextValues extends AutoCloseable {
    /**
     * Goes to the next row.
     *
     * @return false at the end
     * @throws io.demur.logits.InputException if the table is damaged or cut short
     */
    boolean next();

    /** What the row holds; empty for a value that is missing. */
    Optional<String> text();

    /** The type of the column, in the words of the room that reads it and writes {@link DecisionSink}s. */
    String type();

    @Override
    void close();
}
