package io.demur.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.sum;

import io.demur.logits.InputException;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.metric.RiskCoverageCurve;
import io.demur.score.Score;
import io.demur.score.ScoreKernel;
import io.demur.score.ScoreTile;
import io.demur.score.TileLabels;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The exact curve of one score by Spark's own sort: equal confidences are counted together, the counts sorted, and the driver
 * holds 24 bytes for every distinct confidence.
 */
final class SortTask implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final String CONFIDENCE = "confidence";
    private static final String WRONG = "wrong";
    private static final StructType SCORED =
            new StructType().add(CONFIDENCE, DataTypes.DoubleType).add(WRONG, DataTypes.LongType);

    private final RowShape shape;
    private final String score;

    SortTask(RowShape shape, Score score) {
        this.shape = shape;
        this.score = score.toString();
    }

    RiskCoverageCurve run(JavaRDD<InternalRow> rows, SparkSession session) {
        JavaRDD<Row> scored = rows.mapPartitionsWithIndex(this::score, false);
        Dataset<Row> blocks = session.createDataFrame(scored, SCORED)
                .groupBy(CONFIDENCE)
                .agg(count(WRONG).as("samples"), sum(WRONG).as(WRONG))
                .orderBy(col(CONFIDENCE).desc());
        Blocks curve = new Blocks();
        Refusal.unwrapped(() -> {
            blocks.toLocalIterator().forEachRemaining(curve::add);
            return curve;
        });
        return curve.curve(shape.name());
    }

    private Iterator<Row> score(int partition, Iterator<InternalRow> part) {
        PartitionRows rows = new PartitionRows(shape, partition, part);
        Logits logits = shape.kind().asLogits(rows);
        Scorer scorer = new Scorer(rows, logits);
        return Stream.generate(scorer::next)
                .takeWhile(tile -> !tile.isEmpty())
                .flatMap(tile -> tile.get().stream())
                .iterator();
    }

    /** Scores one tile after the other. */
    private final class Scorer {
        private final LogitTile tile = new LogitTile(shape.classes());
        private final ScoreKernel kernel = new ScoreKernel(List.of(Score.parse(score)), tile);
        private final ScoreTile scored = new ScoreTile(1, tile.capacity());
        private final TileLabels labels;
        private final Logits.Pass pass;
        private final String name;

        Scorer(PartitionRows rows, Logits logits) {
            labels = new TileLabels(rows, tile);
            pass = logits.pass();
            name = rows.name();
        }

        /** The rows of the next tile that take part; empty at the end. */
        Optional<List<Row>> next() {
            if (!pass.next(tile)) {
                return Optional.empty();
            }
            labels.read(tile);
            kernel.compute(tile, scored);
            List<Row> rows = new ArrayList<>();
            for (int r = 0; r < tile.rows(); r++) {
                if (labels.of(r) >= 0) {
                    if (!scored.finite(r)) {
                        throw TileLabels.notFinite(name, tile.firstRow() + r);
                    }
                    long wrong = labels.of(r) == scored.prediction()[r] ? 0 : 1;
                    rows.add(RowFactory.create(scored.confidence(0)[r] + 0.0, wrong));
                }
            }
            return Optional.of(rows);
        }
    }

    /** Grows as the blocks come. */
    private static final class Blocks {
        private final DoubleStream.Builder confidence = DoubleStream.builder();
        private final LongStream.Builder samples = LongStream.builder();
        private final LongStream.Builder wrong = LongStream.builder();

        void add(Row block) {
            confidence.add(block.getDouble(0));
            samples.add(block.getLong(1));
            wrong.add(block.getLong(2));
        }

        RiskCoverageCurve curve(String name) {
            long[] counts = samples.build().toArray();
            if (counts.length == 0) {
                throw new InputException(name, "no row is left to measure on: all were ignored");
            }
            return RiskCoverageCurve.ofErrors(
                    confidence.build().toArray(), counts, wrong.build().toArray());
        }
    }
}
