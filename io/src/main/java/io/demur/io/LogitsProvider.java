package io.demur.io;

import io.demur.logits.Logits;

/**
 * Opens logits that this room does not know, a Parquet file or a database query; found with
 * {@link java.util.ServiceLoader} when a heavier room is on the class path.
 */
public interface LogitsProvider {
    /** Whether this provider opens such an argument. Must be quick, and must not throw for foreign ones. */
    boolean handles(String argument);

    /**
     * Opens the argument.
     *
     * @throws io.demur.logits.InputException if it cannot be read
     */
    Logits open(String argument, InputOptions options);
}
