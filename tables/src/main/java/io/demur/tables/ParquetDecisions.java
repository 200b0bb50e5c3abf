package io.demur.tables;

import io.demur.io.DecisionForm;
import io.demur.io.DecisionSink;
import io.demur.io.DecisionSinkProvider;
import java.nio.file.Path;

/**
 * Decisions as a Parquet file, a row for each row decided, in their order.
 *
 * <p>Columns: {@code row} BIGINT, from 0; {@code id} of the type it has in the source, if there is one; {@code accepted}
 * BOOLEAN; {@code prediction} INTEGER and {@code class} VARCHAR, null where the row is not answered or classes have no
 * names; {@code confidence} DOUBLE, null where a logit is not finite; {@code reason} VARCHAR, null where the row is
 * answered; {@code selector} VARCHAR, the digest of what decided. The digest also stands in the file's metadata.
 */
public final class ParquetDecisions implements DecisionSinkProvider {
    /** For {@link java.util.ServiceLoader}. */
    public ParquetDecisions() {}

    @Override
    public boolean handles(Path target) {
        return target.toString().endsWith(".parquet");
    }

    @Override
    public DecisionSink open(Path target, DecisionForm form) {
        return ParquetSink.open(target, form);
    }
}
