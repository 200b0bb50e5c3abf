package io.demur.spark;

import io.demur.logits.InputException;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * A function of a row of logits, which are its first child: an array of FLOAT or DOUBLE, or a vector. A row that is null, or
 * of another length than wanted, is an error and not null: silence would pass for a decision.
 */
abstract class LogitExpression extends Expression implements CodegenFallback, Serializable {
    private static final long serialVersionUID = 1L;

    private final List<String> specification;
    private final Seq<Expression> children;
    private transient @Nullable LogitReader reader;

    /** The specification are the arguments that stand before the children in the constructor. */
    LogitExpression(Seq<Expression> children, String... specification) {
        this.specification = List.of(specification);
        this.children = children;
    }

    /** The same with other children. */
    abstract LogitExpression with(Seq<Expression> others);

    @Override
    public final Seq<Expression> children() {
        return children;
    }

    @Override
    public final Expression withNewChildrenInternal(IndexedSeq<Expression> others) {
        return with(others);
    }

    @Override
    public final boolean nullable() {
        return true;
    }

    @Override
    public final TypeCheckResult checkInputDataTypes() {
        return LogitReader.reads(children.head().dataType())
                ? TypeCheckResult.TypeCheckSuccess$.MODULE$
                : new TypeCheckResult.TypeCheckFailure("logits are vectors or arrays of FLOAT or DOUBLE, not "
                        + children.head().dataType().sql());
    }

    private LogitReader reader() {
        LogitReader ready = reader;
        if (ready == null) {
            ready = LogitReader.of(children.head().dataType());
            reader = ready;
        }
        return ready;
    }

    private InternalRow logits(InternalRow input) {
        Object logits = children.head().eval(input);
        if (logits == null) {
            throw new InputException("row", "the logits are null; every row needs its logits");
        }
        return new GenericInternalRow(new Object[] {logits});
    }

    /** Reads the logits of a row, which must fill the target. */
    final void read(InternalRow input, double[] target) {
        String problem = reader().read(logits(input), 0, target);
        if (problem != null) {
            throw new InputException("row", "the list of logits " + problem);
        }
    }

    /** How many logits a row has. */
    final int length(InternalRow input) {
        return reader().length(logits(input), 0);
    }

    @Override
    public final ExprCode doGenCode(CodegenContext context, ExprCode code) {
        return CodegenFallback.super.doGenCode(context, code);
    }

    @Override
    public final int productArity() {
        return specification.size() + 1;
    }

    @Override
    public final Object productElement(int at) {
        return at < specification.size() ? specification.get(at) : children;
    }

    @Override
    public final boolean canEqual(Object other) {
        return other != null && getClass() == other.getClass();
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof LogitExpression that
                && canEqual(other)
                && specification.equals(that.specification)
                && children.equals(that.children);
    }

    @Override
    public final int hashCode() {
        return 31 * specification.hashCode() + children.hashCode();
    }
}
