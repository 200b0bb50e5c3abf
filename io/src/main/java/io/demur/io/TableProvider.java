package io.demur.io;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.Logits;

/**
 * Reads tables that this room does not know, a Parquet file or the result of a query; found with
 * {@link java.util.ServiceLoader} when the room for tables is on the class path.
 *
 * <p>The order of the rows of one argument is the same for everything that is read from it, as long as something read
 * from it is open. Whatever cannot be read is an {@link InputException}.
 */
public interface TableProvider {
    /** Whether this provider reads such an argument. Must be quick, and must not throw for foreign ones. */
    boolean handles(String argument);

    /** Opens the columns of logits. */
    Logits logits(String argument, InputOptions options);

    /** Opens a column of labels of {@code classes} classes. */
    Labels labels(String argument, LabelOptions options, int classes);

    /** Opens the columns of logits and, of the same rows, that of labels, which the label options name. */
    LabelledLogits labelled(String argument, InputOptions options, LabelOptions labels);

    /** Opens a column as text. */
    TextValues texts(String argument, String column);
}
