package io.demur.cli;

import io.demur.io.TextValues;
import io.demur.logits.InputException;
import java.util.Optional;

/** What the source calls its rows, in their order; nothing if it was not asked. */
final class RowIds {
    private final Optional<TextValues> column;

    RowIds(Optional<TextValues> column) {
        this.column = column;
    }

    boolean present() {
        return column.isPresent();
    }

    /** The id of the next row. */
    Optional<String> next() {
        if (column.isEmpty()) {
            return Optional.empty();
        }
        if (!column.get().next()) {
            throw new InputException("--id", "there are fewer ids than rows", "is the file still being written?");
        }
        return column.get().text();
    }
}
