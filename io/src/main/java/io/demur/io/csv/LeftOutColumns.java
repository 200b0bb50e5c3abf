package io.demur.io.csv;

import java.util.List;

/** Is told which columns of a table are no logits because nothing in them is a number. */
@FunctionalInterface
public interface LeftOutColumns {
    /** Tells nobody. */
    LeftOutColumns UNTOLD = (file, columns) -> {};

    /**
     * Called once for each source of logits, when it is opened.
     *
     * @param columns their names; at least one
     */
    void tell(String file, List<String> columns);
}
