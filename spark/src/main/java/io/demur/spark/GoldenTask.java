package io.demur.spark;

import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.logits.ArrayLogits;
import io.demur.select.GoldenRow;
import io.demur.select.GoldenRows;
import io.demur.select.Selector;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;

/** Picks golden rows: each task among its rows, the driver among what the tasks have picked. */
final class GoldenTask implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RowShape shape;
    private final String selector;

    GoldenTask(RowShape shape, Selector selector) {
        this.shape = shape;
        this.selector = Json.write(SelectorJson.of(selector));
    }

    /** The golden rows of all rows. */
    List<GoldenRow> run(JavaRDD<InternalRow> rows, Selector template) {
        List<Picked> picked = rows.mapPartitionsWithIndex(this::pick, false).collect();
        GoldenRows golden = new GoldenRows(template);
        picked.forEach(row -> golden.look(ArrayLogits.of(row.row(), row.logits().size()), at -> row.group(), 1));
        return golden.rows();
    }

    private record Picked(List<Double> logits, String group) implements Serializable {
        double[] row() {
            return logits.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    private Iterator<Picked> pick(int partition, Iterator<InternalRow> part) {
        GoldenRows golden = new GoldenRows(SelectorJson.read("selector", Json.read("selector", selector)));
        PartitionRows rows = new PartitionRows(shape, partition, part);
        golden.look(shape.kind().asLogits(rows), rows::group, 1);
        return golden.rows().stream()
                .map(row -> new Picked(Arrays.stream(row.logits()).boxed().toList(), row.group()))
                .iterator();
    }
}
