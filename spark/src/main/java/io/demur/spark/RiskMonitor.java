package io.demur.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.demur.guarantee.Confidence;
import io.demur.guarantee.MaxRisk;
import io.demur.logits.InputException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.types.DataTypes;

/**
 * Watches the risk of what was answered on a stream of decisions, from a stream of labels that come late: an alarm that
 * may be looked at after every batch, and is false with a chance of at most one minus its confidence while the risk is what was
 * certified.
 *
 * <p>Decisions have the columns {@code request}, {@code time}, {@code prediction} and {@code accept}; labels {@code request},
 * {@code time} and {@code label}. Both are watermarked by the longest delay, and joined. A request enters the sample in the order
 * of arrival (within a batch: of time, then request), before anything of its label is known, and losses count in that
 * order. A label that has not come when the watermark has passed counts as an error: what is left out would be chosen by
 * how labels are missing, and the test would no longer be fair. A label for a time before its request is ignored.
 *
 * <p>The state after each batch lies in a folder, written whole or not at all; a batch that Spark repeats after a crash
 * changes nothing. So the wealth is that of one uninterrupted run, to the same bits.
 */
public final class RiskMonitor {
    private static final String REQUEST = "request";
    private static final String TIME = "time";
    private static final String LOSS = "loss";

    private final MaxRisk maxRisk;
    private final Confidence confidence;
    private final String longestDelay;
    private final Path folder;

    /**
     * A monitor of a claim.
     *
     * @param maxRisk what was certified
     * @param confidence of the alarm
     * @param longestDelay of a label, as Spark writes intervals, for example "2 hours"
     * @param folder of the state, on the driver
     */
    public RiskMonitor(MaxRisk maxRisk, Confidence confidence, String longestDelay, Path folder) {
        this.maxRisk = maxRisk;
        this.confidence = confidence;
        this.longestDelay = longestDelay;
        this.folder = folder;
    }

    /**
     * The query, to be started; its checkpoint and trigger are the caller's.
     *
     * @throws InputException for a missing column
     */
    public DataStreamWriter<Row> watch(Dataset<Row> decisions, Dataset<Row> labels) {
        require("decisions", decisions, List.of(REQUEST, TIME, "prediction", "accept"));
        require("labels", labels, List.of(REQUEST, TIME, "label"));
        Dataset<Row> answered = decisions
                .filter(col("accept"))
                .select(text(REQUEST), col(TIME), col("prediction"))
                .withWatermark(TIME, longestDelay);
        Dataset<Row> known = labels.select(
                        text(REQUEST).as("labelRequest"), col(TIME).as("labelTime"), col("label"))
                .withWatermark("labelTime", longestDelay);
        Column match =
                expr("request = labelRequest AND labelTime >= time AND labelTime <= time + INTERVAL " + longestDelay);
        Column error = when(col("label").equalTo(col("prediction")), lit(0.0)).otherwise(lit(1.0));
        Dataset<Row> losses = answered.join(known, match, "leftOuter").select(col(REQUEST), col(TIME), error.as(LOSS));
        Column unknown = lit(null).cast(DataTypes.DoubleType);
        return answered.select(col(REQUEST), col(TIME), unknown.as(LOSS))
                .union(losses)
                .writeStream()
                .outputMode("append")
                .foreachBatch(this::take);
    }

    private static Column text(String name) {
        return col(name).cast(DataTypes.StringType);
    }

    private static void require(String table, Dataset<Row> stream, List<String> names) {
        TableColumns columns = new TableColumns(table, stream.schema());
        names.forEach(columns::field);
    }

    private void take(Dataset<Row> batch, long number) {
        MonitorState state = state();
        if (state.batch() >= number) {
            return;
        }
        // One action, for each runs the join of the streams; a sort over several partitions would run it once more.
        List<Row> ordered =
                batch.repartition(1).sortWithinPartitions(TIME, REQUEST).collectAsList();
        ordered.stream().filter(row -> row.isNullAt(2)).forEach(row -> state.enroll(row.getString(0)));
        ordered.stream()
                .filter(row -> !row.isNullAt(2))
                .forEach(row -> state.label(row.getString(0), row.getDouble(2)));
        state.write(folder, number);
    }

    /** What is known now: that of the last batch, or nothing yet. */
    public MonitorState state() {
        return MonitorState.read(folder, maxRisk, confidence);
    }
}
