package io.demur.spark;

import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Looks at the first row of a table. */
final class FirstRow {
    private FirstRow() {}

    /** How many logits the first row that has some holds; empty if there is none. */
    static OptionalInt width(Dataset<Row> rows) {
        List<Row> first = rows.select("logits")
                .filter(functions.col("logits").isNotNull())
                .takeAsList(1);
        if (first.isEmpty()) {
            return OptionalInt.empty();
        }
        Object logits = first.get(0).get(0);
        int width = logits instanceof org.apache.spark.ml.linalg.Vector vector
                ? vector.size()
                : first.get(0).getList(0).size();
        return width == 0 ? OptionalInt.empty() : OptionalInt.of(width);
    }
}
