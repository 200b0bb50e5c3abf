package io.demur.spark;

import io.demur.logits.InputException;
import io.demur.score.ScoredRows;
import io.demur.score.ScoringPlan;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;

/** Scores the rows of a table for exact numbers: tasks score, and the columns of all scores come together on the driver. */
final class ScoreTask implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RowShape shape;
    private final ScoringText scoring;

    ScoreTask(RowShape shape, ScoringPlan plan) {
        this.shape = shape;
        this.scoring = ScoringText.of(plan);
    }

    /** The scored rows, in the order of the partitions. */
    ScoredRows run(JavaRDD<InternalRow> rows, ScoringPlan plan) {
        List<Piece> pieces = rows.mapPartitionsWithIndex(this::score, false).collect();
        Piece.requireAllGood(pieces);
        ScoredRows all = ScoredRows.empty(plan, shape.classes());
        pieces.forEach(piece -> all.append(piece.bytes()));
        return all;
    }

    private Iterator<Piece> score(int partition, Iterator<InternalRow> part) {
        Piece piece;
        try {
            PartitionRows rows = new PartitionRows(shape, partition, part);
            ScoredRows scored = ScoredRows.part(shape.kind().asLogits(rows), rows, scoring.scoring());
            piece = Piece.of(partition, 0, scored.toBytes());
        } catch (InputException e) {
            piece = Piece.failure(partition, e);
        }
        return List.of(piece).iterator();
    }
}
