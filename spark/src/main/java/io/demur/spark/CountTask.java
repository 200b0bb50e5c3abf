package io.demur.spark;

import io.demur.evaluation.BoundedCounts;
import io.demur.evaluation.EvaluationPlan;
import io.demur.logits.InputException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/**
 * Counts the rows of a table in bounded mode: each task counts its rows in fixed memory, and what it hands on is as large
 * for a million rows as for a billion. There is one task for each core ({@code spark.default.parallelism}), because every
 * further one would hand on as much again. Sections of the counts, one per score, are merged by as many tasks as there are
 * cores.
 */
final class CountTask implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RowShape shape;
    private final ScoringText scoring;

    CountTask(RowShape shape, EvaluationPlan plan) {
        this.shape = shape;
        this.scoring = ScoringText.of(plan, shape.classes());
    }

    /** The counts of all rows, merged. */
    BoundedCounts run(JavaRDD<InternalRow> rows, EvaluationPlan plan) {
        int cores = rows.context().defaultParallelism();
        int tasks = Math.max(1, Math.min(rows.getNumPartitions(), cores));
        JavaPairRDD<Integer, Piece> counted = rows.mapPartitionsWithIndex(CountTask::part, false)
                .coalesce(tasks)
                .mapPartitions(this::count)
                .mapToPair(piece -> new Tuple2<>(piece.section(), piece));
        int sections = 1 + plan.scores().size();
        List<Piece> merged = counted.partitionBy(new HashPartitioner(Math.min(sections, cores)))
                .values()
                .mapPartitions(this::merge)
                .collect();
        Piece.requireAllGood(merged);
        BoundedCounts all = new BoundedCounts(plan, shape.classes());
        merged.forEach(piece -> all.mergeSection(piece.section(), Squeezed.undo(piece.bytes())));
        return all;
    }

    /** Names the partition of the rows before several become one task. */
    private static Iterator<PartitionRows.Part> part(int partition, Iterator<InternalRow> rows) {
        return List.of(new PartitionRows.Part(partition, rows)).iterator();
    }

    private Iterator<Piece> count(Iterator<PartitionRows.Part> parts) {
        if (!parts.hasNext()) {
            return Collections.emptyIterator();
        }
        PartitionRows rows = new PartitionRows(shape, parts);
        try {
            BoundedCounts counts = BoundedCounts.of(shape.kind().asLogits(rows), rows, scoring.counting());
            return IntStream.range(0, counts.sections())
                    .mapToObj(section -> Piece.of(rows.partition(), section, Squeezed.of(counts.section(section))))
                    .iterator();
        } catch (InputException e) {
            return List.of(Piece.failure(rows.partition(), e)).iterator();
        }
    }

    /** Pieces of one section become one; failures stay as they are. */
    private Iterator<Piece> merge(Iterator<Piece> pieces) {
        BoundedCounts merged = new BoundedCounts(scoring.counting(), shape.classes());
        Set<Integer> seen = new TreeSet<>();
        List<Piece> results = new ArrayList<>();
        while (pieces.hasNext()) {
            Piece piece = pieces.next();
            if (piece.failed()) {
                results.add(piece);
            } else {
                seen.add(piece.section());
                merged.mergeSection(piece.section(), Squeezed.undo(piece.bytes()));
            }
        }
        seen.forEach(section -> results.add(Piece.of(0, section, Squeezed.of(merged.section(section)))));
        return results.iterator();
    }
}
