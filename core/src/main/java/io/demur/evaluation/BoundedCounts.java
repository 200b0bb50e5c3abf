package io.demur.evaluation;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.TilePass;
import io.demur.math.Hash64;
import io.demur.metric.BoundedAccumulator;
import io.demur.score.BadRows;
import io.demur.score.Score;
import io.demur.score.ScoreKernel;
import io.demur.score.ScoreTile;
import io.demur.score.TileLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an evaluation in bounded mode keeps of its rows: counts per confidence prefix of every score, and facts about all
 * rows. One reading, fixed memory. Rows may be divided among threads, processes and machines in any way: the parts, merged
 * in any order, give the digits of the whole.
 *
 * <p>For the way between processes, counts fall into sections, each of which merges by itself: section 0 has the facts,
 * section {@code 1 + s} the counts of score {@code s}.
 */
public final class BoundedCounts {
    private final EvaluationPlan plan;
    private final int classes;
    private final List<BoundedAccumulator> accumulators = new ArrayList<>();
    private final RowTotals totals = new RowTotals();

    /** Nothing counted yet. */
    public BoundedCounts(EvaluationPlan plan, int classes) {
        this.plan = plan;
        this.classes = classes;
        plan.loss().requireClasses(classes);
        plan.scores().forEach(score -> accumulators.add(new BoundedAccumulator()));
    }

    /**
     * Counts all rows of a labelled source, which may have none.
     *
     * @throws InputException if logits and labels do not fit each other or cannot be used
     */
    public static BoundedCounts of(Logits logits, Labels labels, EvaluationPlan plan) {
        BoundedCounts counts = new BoundedCounts(plan, logits.classes());
        TileLabels.requireSameRows(logits, labels);
        TilePass.run(logits, plan.threads(), () -> counts.new Worker(logits, labels));
        TileLabels.requireRows(logits, labels, counts.totals.total());
        return counts;
    }

    /** Takes all rows of other counts by the same plan, which must not be used afterwards. */
    public void merge(BoundedCounts other) {
        for (int s = 0; s < accumulators.size(); s++) {
            accumulators.get(s).merge(other.accumulators.get(s));
        }
        totals.merge(other.totals);
    }

    private synchronized void merge(RowTotals other) {
        totals.merge(other);
    }

    /** Number of sections. */
    public int sections() {
        return 1 + accumulators.size();
    }

    /** One section as bytes; the same bytes for the same rows. */
    public byte[] section(int section) {
        return section == 0 ? totals.toBytes() : accumulators.get(section - 1).toBytes();
    }

    /**
     * Adds what {@link #section} gave, from other rows.
     *
     * @throws IllegalArgumentException for other bytes
     */
    public void mergeSection(int section, byte[] bytes) {
        if (section == 0) {
            totals.merge(RowTotals.fromBytes(bytes));
        } else {
            accumulators.get(section - 1).merge(BoundedAccumulator.fromBytes(bytes));
        }
    }

    /**
     * The evaluation of all rows counted.
     *
     * @param name of the logits
     * @throws InputException if there are none
     */
    public Evaluation evaluation(String name) {
        if (totals.digest().rows() == 0) {
            throw new InputException(name, "no row is left to measure on: all were ignored or skipped");
        }
        List<ScoreEvaluation> scores = new ArrayList<>();
        for (int s = 0; s < accumulators.size(); s++) {
            BoundedAccumulator accumulator = accumulators.get(s);
            Score score = plan.scores().get(s);
            scores.add(ScoreEvaluator.bounded(score, accumulator.curve(), plan, accumulator.oracleKnown()));
        }
        double totalLoss = scores.get(0).outline().totalLoss();
        return new Evaluation(
                name,
                plan,
                classes,
                totals.digest().rows(),
                totals.ignored(),
                totals.skipped(),
                totals.digest().toString(),
                Evaluator.error(plan, totalLoss, totals.digest().rows()),
                Optional.empty(),
                Optional.empty(),
                scores,
                totals.facts().warnings());
    }

    /** What one thread does. */
    private final class Worker implements TilePass.Worker {
        private final String source;
        private final ScoreKernel kernel;
        private final ScoreTile scored;
        private final TileLabels label;
        private final double[] loss;
        private final boolean[] counts;

        Worker(Logits logits, Labels labels) {
            LogitTile shape = new LogitTile(classes);
            source = logits.name();
            kernel = new ScoreKernel(plan.scores(), shape);
            scored = new ScoreTile(plan.scores().size(), shape.capacity());
            label = new TileLabels(labels, shape);
            loss = new double[shape.capacity()];
            counts = new boolean[shape.capacity()];
        }

        @Override
        public void accept(LogitTile tile) {
            label.read(tile);
            kernel.compute(tile, scored);
            kernel.hash(scored);
            RowTotals part = new RowTotals();
            for (int r = 0; r < tile.rows(); r++) {
                look(part, tile, r);
            }
            for (int s = 0; s < accumulators.size(); s++) {
                count(accumulators.get(s), scored.confidence(s), tile.rows());
            }
            merge(part);
        }

        private void look(RowTotals part, LogitTile tile, int r) {
            boolean labelled = label.of(r) >= 0;
            counts[r] = labelled && scored.finite(r);
            if (counts[r]) {
                loss[r] = plan.loss().of(label.of(r), scored.prediction()[r]);
                part.count(Hash64.join(scored.hash()[r], label.of(r)));
                part.facts().add(label.of(r), loss[r]);
                part.facts().addShapes(kernel.flat(r) ? 1 : 0, kernel.likeProbabilities(r) ? 1 : 0);
            } else if (labelled) {
                refuseOrSkip(tile.firstRow() + r);
                part.skip();
            } else {
                part.ignore();
            }
        }

        private void count(BoundedAccumulator accumulator, double[] confidence, int rows) {
            synchronized (accumulator) {
                for (int r = 0; r < rows; r++) {
                    if (counts[r]) {
                        accumulator.add(confidence[r], loss[r]);
                    }
                }
            }
        }

        private void refuseOrSkip(long row) {
            if (plan.badRows() == BadRows.REFUSE) {
                throw TileLabels.notFinite(source, row);
            }
        }
    }
}
