package io.demur.spark;

import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.select.Decider;
import io.demur.select.Grouping;
import io.demur.select.Selector;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;

/**
 * What a selector decides on a row, as a column of Spark: a structure of the confidence, whether the row is answered, its
 * prediction, and the reason if it is not. Children: the logits, and the group where the selector groups by a column.
 */
public final class SelectorExpression extends LogitExpression {
    private static final long serialVersionUID = 1L;

    static final int CONFIDENCE = 0;
    static final int ACCEPT = 1;
    static final int PREDICTION = 2;
    static final int REASON = 3;

    private static final StructType TYPE = new StructType()
            .add("confidence", DataTypes.DoubleType)
            .add("accept", DataTypes.BooleanType)
            .add("prediction", DataTypes.IntegerType)
            .add("reason", DataTypes.StringType);

    private final String selector;
    private final String kind;
    private transient @Nullable Work work;

    /**
     * For Spark, which copies expressions by their constructor.
     *
     * @param selector its JSON text
     * @param kind what the numbers are, by its text
     * @param children logits, and the group
     */
    public SelectorExpression(String selector, String kind, Seq<Expression> children) {
        super(children, selector, kind);
        this.selector = selector;
        this.kind = kind;
    }

    @Override
    LogitExpression with(Seq<Expression> others) {
        return new SelectorExpression(selector, kind, others);
    }

    @Override
    public DataType dataType() {
        return TYPE;
    }

    @Override
    public String prettyName() {
        return "demur_decide";
    }

    /** The working memory of one task. */
    private static final class Work {
        private final Selector selector;
        private final TileRow row;
        private final Decider decider;

        Work(Selector selector, TileRow row) {
            this.selector = selector;
            this.row = row;
            this.decider = new Decider(selector, row.tile());
        }
    }

    private Work work(InternalRow first) {
        Selector parsed = SelectorJson.read("selector", Json.read("selector", selector));
        int width = length(first);
        int classes = parsed.model().classes();
        if (Math.max(2, width) != classes) {
            throw new InputException(
                    "row", "holds " + width + " logits, the selector '" + parsed.name() + "' is for " + classes);
        }
        return new Work(parsed, new TileRow(InputKind.parse(kind), width));
    }

    @Override
    public Object eval(InternalRow input) {
        Work ready = work;
        if (ready == null) {
            ready = work(input);
            work = ready;
        }
        read(input, ready.row.numbers());
        ready.row.fill();
        int rule = ready.selector.grouping() == Grouping.COLUMN ? ready.selector.group(group(input)) : 0;
        ready.decider.decide(ready.row.tile(), row -> rule);
        boolean accepted = ready.decider.accepted(0);
        double confidence = ready.decider.confidence(0);
        Object[] fields = new Object[TYPE.length()];
        fields[CONFIDENCE] = Double.isNaN(confidence) ? null : confidence;
        fields[ACCEPT] = accepted;
        fields[PREDICTION] = ready.decider.prediction(0);
        fields[REASON] =
                accepted ? null : UTF8String.fromString(ready.decider.reason(0).toString());
        return new GenericInternalRow(fields);
    }

    private String group(InternalRow input) {
        if (children().size() < 2) {
            throw new InputException("selector", "has one rule per group", "give the group of the row");
        }
        Object group = children().apply(1).eval(input);
        return group == null ? "" : group.toString();
    }
}
