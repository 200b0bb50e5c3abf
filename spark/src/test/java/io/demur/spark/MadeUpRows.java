package io.demur.spark;

import io.demur.math.Hash64;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Logits made up from the number of the row, inside Spark, so that a hundred million rows need no file: each class by hash,
 * the labelled one raised, more or less.
 */
public final class MadeUpRows extends Expression implements CodegenFallback, Serializable {
    private static final long serialVersionUID = 1L;

    private static final StructType TYPE = new StructType()
            .add("logits", DataTypes.createArrayType(DataTypes.FloatType, false))
            .add("label", DataTypes.IntegerType);

    private final Integer classes;
    private final Seq<Expression> id;

    /** For Spark, which copies expressions by their constructor. */
    public MadeUpRows(Integer classes, Seq<Expression> id) {
        this.classes = classes;
        this.id = id;
    }

    /** A table of so many rows with the columns logits and label. */
    static Dataset<Row> table(SparkSession session, long rows, int classes, int partitions) {
        return of(session.range(0, rows, 1, partitions).toDF(), classes);
    }

    /** The same from a column id. */
    static Dataset<Row> of(Dataset<Row> ids, int classes) {
        Expression id = ExpressionUtils.expression(functions.col("id"));
        Seq<Expression> child = CollectionConverters.asScala(List.of(id)).toSeq();
        return ids.select(ExpressionUtils.column(new MadeUpRows(classes, child)).as("row"))
                .select("row.logits", "row.label");
    }

    @Override
    public Object eval(InternalRow input) {
        long key = Hash64.mix((long) id.head().eval(input) + 1);
        int label = (int) Math.floorMod(key, (long) classes);
        float[] logits = new float[classes];
        for (int k = 0; k < classes; k++) {
            long hash = Hash64.mix(key + 0x9e3779b97f4a7c15L * (k + 1));
            // The sum of four uniform numbers is close to normal.
            logits[k] =
                    ((hash & 0xffff) + (hash >>> 16 & 0xffff) + (hash >>> 32 & 0xffff) + (hash >>> 48)) * 0x1p-15f - 4;
        }
        logits[label] += 3 * (float) Hash64.unit(Hash64.mix(key ^ 0x5555));
        return new GenericInternalRow(new Object[] {UnsafeArrayData.fromPrimitiveArray(logits), label});
    }

    @Override
    public DataType dataType() {
        return TYPE;
    }

    @Override
    public boolean nullable() {
        return false;
    }

    @Override
    public Seq<Expression> children() {
        return id;
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> others) {
        return new MadeUpRows(classes, others);
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        return CodegenFallback.super.doGenCode(context, code);
    }

    @Override
    public int productArity() {
        return 2;
    }

    @Override
    public Object productElement(int at) {
        return at == 0 ? classes : id;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof MadeUpRows;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MadeUpRows that && classes.equals(that.classes) && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return 31 * classes + id.hashCode();
    }
}
