package io.demur.spark;

import io.demur.logits.InputKind;
import io.demur.score.Score;
import io.demur.score.ScoreKernel;
import io.demur.score.ScoreTile;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;

/** The confidence of a row by a score, as a column of Spark; null where a logit is not finite. Its child: the logits. */
public final class ScoreExpression extends LogitExpression {
    private static final long serialVersionUID = 1L;

    private final String score;
    private transient @Nullable Work work;

    /**
     * For Spark, which copies expressions by their constructor.
     *
     * @param score its text
     * @param children the logits
     */
    public ScoreExpression(String score, Seq<Expression> children) {
        super(children, score);
        this.score = score;
    }

    @Override
    LogitExpression with(Seq<Expression> others) {
        return new ScoreExpression(score, others);
    }

    @Override
    public DataType dataType() {
        return DataTypes.DoubleType;
    }

    @Override
    public String prettyName() {
        return "demur_confidence";
    }

    /** The working memory for rows of one length. */
    private static final class Work {
        private final TileRow row;
        private final ScoreKernel kernel;
        private final ScoreTile scored = new ScoreTile(1, 1);

        Work(Score score, int width) {
            row = new TileRow(InputKind.LOGITS, width);
            kernel = new ScoreKernel(List.of(score), row.tile());
        }
    }

    /** The rows of one task have the length of its first one. */
    @Override
    public @Nullable Object eval(InternalRow input) {
        Work ready = work;
        if (ready == null) {
            ready = new Work(Score.parse(score), length(input));
            work = ready;
        }
        read(input, ready.row.numbers());
        ready.row.fill();
        ready.kernel.compute(ready.row.tile(), ready.scored);
        return ready.scored.finite(0) ? ready.scored.confidence(0)[0] : null;
    }
}
