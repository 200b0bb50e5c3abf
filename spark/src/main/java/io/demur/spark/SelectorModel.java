package io.demur.spark;

import static org.apache.spark.sql.functions.col;

import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.select.Grouping;
import io.demur.select.Selector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A selector as a stage of a pipeline: adds to each row its confidence, whether it is answered, and the reason if it is
 * not. Works on streams too. The decisions are those of {@code demur decide}.
 *
 * <p>Parameters: {@code logitsCol} ("rawPrediction") and what it holds, {@code input} ("logits");
 * {@code groupCol} for a selector with one rule per group of a column;
 * {@code confidenceCol}, {@code acceptCol} and {@code reasonCol}. Saved in the form of Spark ML, with the selector's JSON as one of
 * its parameters; {@link #exportSelector} writes that JSON as the file that every other room reads.
 */
public final class SelectorModel extends Model<SelectorModel> implements DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private static final String DECISION = "demur_decision";

    private final String uid;
    private final Param<String> selector;
    private final Param<String> logitsCol;
    private final Param<String> input;
    private final Param<String> groupCol;
    private final Param<String> confidenceCol;
    private final Param<String> acceptCol;
    private final Param<String> reasonCol;

    /** For Spark, which sets the parameters. */
    public SelectorModel(String uid) {
        this.uid = uid;
        selector = StageParams.of(this, "selector", "the selector as JSON");
        logitsCol = StageParams.of(this, "logitsCol", "column of vectors or arrays", "rawPrediction");
        input = StageParams.of(this, "input", "what logitsCol holds", InputKind.LOGITS.toString());
        groupCol = StageParams.of(this, "groupCol", "column of the groups", "");
        confidenceCol = StageParams.of(this, "confidenceCol", "added: the confidence", "confidence");
        acceptCol = StageParams.of(this, "acceptCol", "added: whether the row is answered", "accept");
        reasonCol = StageParams.of(this, "reasonCol", "added: why it is not", "reason");
    }

    /** A stage that decides by a selector. */
    public static SelectorModel of(Selector selector) {
        SelectorModel model = new SelectorModel(Identifiable$.MODULE$.randomUID("selector"));
        model.set(model.selector, Json.write(SelectorJson.of(selector)));
        return model;
    }

    /** A stage that decides by the selector in a file of {@code demur fit}. */
    public static SelectorModel importSelector(Path file) {
        return of(SelectorJson.read(file));
    }

    /** Writes the selector as the file that every other room reads. */
    public void exportSelector(Path file) {
        SelectorJson.write(file, asSelector());
    }

    /** The selector. */
    public Selector asSelector() {
        return SelectorJson.read(uid, Json.read(uid, getOrDefault(selector)));
    }

    @Override
    public String uid() {
        return uid;
    }

    /** The selector as JSON. */
    public Param<String> selector() {
        return selector;
    }

    /** Column of vectors or arrays. */
    public Param<String> logitsCol() {
        return logitsCol;
    }

    /** What that column holds: logits, probabilities or log-probabilities. */
    public Param<String> input() {
        return input;
    }

    /** Column of the groups. */
    public Param<String> groupCol() {
        return groupCol;
    }

    /** Added: the confidence. */
    public Param<String> confidenceCol() {
        return confidenceCol;
    }

    /** Added: whether the row is answered. */
    public Param<String> acceptCol() {
        return acceptCol;
    }

    /** Added: why it is not. */
    public Param<String> reasonCol() {
        return reasonCol;
    }

    /** Sets {@link #logitsCol()}. */
    public SelectorModel setLogitsCol(String value) {
        set(logitsCol, value);
        return this;
    }

    /** Sets {@link #input()}. */
    public SelectorModel setInput(String value) {
        set(input, InputKind.parse(value).toString());
        return this;
    }

    /** Sets {@link #groupCol()}. */
    public SelectorModel setGroupCol(String value) {
        set(groupCol, value);
        return this;
    }

    /** Sets {@link #confidenceCol()}. */
    public SelectorModel setConfidenceCol(String value) {
        set(confidenceCol, value);
        return this;
    }

    /** Sets {@link #acceptCol()}. */
    public SelectorModel setAcceptCol(String value) {
        set(acceptCol, value);
        return this;
    }

    /** Sets {@link #reasonCol()}. */
    public SelectorModel setReasonCol(String value) {
        set(reasonCol, value);
        return this;
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        RowColumns logits = RowColumns.logits(getOrDefault(logitsCol)).with(InputKind.parse(getOrDefault(input)));
        String group = getOrDefault(groupCol);
        return decide("table", dataset, group.isEmpty() ? logits : logits.withGroup(group));
    }

    /** Adds the columns to the rows of a table that is called by a name. */
    Dataset<Row> decide(String name, Dataset<?> table, RowColumns columns) {
        Column decision = decision(new TableColumns(name, table.schema()), columns);
        return table.withColumn(DECISION, decision)
                .withColumn(getOrDefault(confidenceCol), col(DECISION + ".confidence"))
                .withColumn(getOrDefault(acceptCol), col(DECISION + ".accept"))
                .withColumn(getOrDefault(reasonCol), col(DECISION + ".reason"))
                .drop(DECISION);
    }

    /** The structure of confidence, accept, prediction and reason as one column. */
    private Column decision(TableColumns table, RowColumns columns) {
        List<Expression> children = new ArrayList<>();
        children.add(ExpressionUtils.expression(table.logits(columns)));
        if (asSelector().grouping() == Grouping.COLUMN) {
            if (columns.group().isEmpty()) {
                throw new InputException("selector", "has one rule per group", "say which column holds the groups");
            }
            children.add(ExpressionUtils.expression(table.group(columns)));
        }
        return ExpressionUtils.column(new SelectorExpression(
                getOrDefault(selector),
                columns.kind().toString(),
                CollectionConverters.asScala(children).toSeq()));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        TableColumns columns = new TableColumns("table", schema);
        columns.logits(RowColumns.logits(getOrDefault(logitsCol)));
        return schema.add(getOrDefault(confidenceCol), DataTypes.DoubleType)
                .add(getOrDefault(acceptCol), DataTypes.BooleanType)
                .add(getOrDefault(reasonCol), DataTypes.StringType);
    }

    @Override
    public SelectorModel copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /** Reads what was saved. */
    public static MLReader<SelectorModel> read() {
        return new DefaultParamsReader<>();
    }

    /** Loads what was saved. */
    public static SelectorModel load(String path) {
        return read().load(path);
    }
}
