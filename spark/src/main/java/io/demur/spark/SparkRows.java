package io.demur.spark;

import io.demur.evaluation.BoundedCounts;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.LabelledSource;
import io.demur.logits.InputException;
import io.demur.metric.RiskCoverageCurve;
import io.demur.score.Score;
import io.demur.score.ScoredRows;
import io.demur.score.ScoringPlan;
import io.demur.select.GoldenRow;
import io.demur.select.Selector;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;

/**
 * The labelled rows of a Spark table. What {@link io.demur.evaluation.Evaluator} and {@link io.demur.evaluation.ScoreFit}
 * find on it are the digits of a single machine, however the rows are divided into partitions.
 *
 * <p>In bounded mode the tasks count in fixed memory, and what is shuffled does not grow with the rows. For exact numbers
 * the tasks score, and the driver holds the columns: about 8 bytes per row and score. The number of classes is that of the
 * first row; a row with another number of logits is refused, as are rows with a null, labels that are no classes, and, unless
 * they are to be skipped, rows that are not finite.
 */
public final class SparkRows implements LabelledSource {
    private final Dataset<Row> rows;
    private final RowShape shape;

    private SparkRows(Dataset<Row> rows, RowShape shape) {
        this.rows = rows;
        this.shape = shape;
    }

    /**
     * Finds the columns and looks at the first row.
     *
     * @param name what error messages and results call the table
     * @throws InputException for a missing column, one of a wrong type, or a table without rows
     */
    public static SparkRows of(String name, Dataset<?> table, RowColumns columns) {
        TableColumns found = new TableColumns(name, table.schema());
        LabelReader.Form form = found.labelForm(columns);
        Column group = found.group(columns);
        Dataset<Row> rows = table.select(
                found.logits(columns).as("logits"), found.label(columns, form).as("label"), group.as("group"));
        LogitReader reader =
                LogitReader.of(rows.schema().fields()[RowShape.LOGITS].dataType());
        String logits = String.join(", ", columns.logits());
        int width = columns.logits().size() > 1
                ? columns.logits().size()
                : FirstRow.width(rows)
                        .orElseThrow(() -> new InputException(
                                name, "has no rows with logits", "check that the program which wrote it has finished"));
        if (width == 1) {
            columns.kind().checkSingle(name);
        }
        int classes = Math.max(2, width);
        if (!columns.classNames().isEmpty() && columns.classNames().size() != classes) {
            throw new InputException(
                    name,
                    "has " + classes + " classes, but " + columns.classNames().size() + " names are given");
        }
        LabelReader labels = form == LabelReader.Form.ABSENT
                ? LabelReader.none()
                : LabelReader.of(columns, columns.label().orElseThrow(), form, classes);
        return new SparkRows(
                rows,
                new RowShape(
                        name,
                        logits,
                        reader,
                        columns.kind(),
                        width,
                        labels,
                        columns.group().orElse("")));
    }

    @Override
    public String name() {
        return shape.name();
    }

    @Override
    public int classes() {
        return shape.classes();
    }

    /** Element type of the logits, as numpy names it. */
    public String dtype() {
        return shape.reader().dtype();
    }

    @Override
    public ScoredRows score(ScoringPlan plan) {
        return new ScoreTask(shape, plan).run(internal(), plan).requireSome(name());
    }

    @Override
    public BoundedCounts count(EvaluationPlan plan) {
        return new CountTask(shape, plan).run(internal(), plan);
    }

    /**
     * The exact curve of one score by Spark's own sort, for the plain error: the driver holds 24 bytes for every distinct
     * confidence, whatever the number of rows.
     */
    public RiskCoverageCurve sortedCurve(Score score) {
        return new SortTask(shape, score).run(internal(), rows.sparkSession());
    }

    /** Picks the golden rows of a selector among all rows. */
    public List<GoldenRow> goldenRows(Selector selector) {
        return new GoldenTask(shape, selector).run(internal(), selector);
    }

    /** The group of every row, in the order of {@link #score}, as long as the rows are kept. */
    List<String> groups() {
        return rows.select("group").javaRDD().map(row -> row.getString(0)).collect();
    }

    /** Keeps the rows from now on, so that several readings see them in one order. */
    void keep() {
        rows.persist(StorageLevel.MEMORY_AND_DISK());
    }

    void release() {
        rows.unpersist();
    }

    private JavaRDD<InternalRow> internal() {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .toRdd()
                .toJavaRDD();
    }
}
