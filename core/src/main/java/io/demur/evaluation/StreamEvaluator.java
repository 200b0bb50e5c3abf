package io.demur.evaluation;

import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.TilePass;
import io.demur.math.Hash64;
import io.demur.metric.Loss;
import io.demur.metric.RiskCoverageAccumulator;
import io.demur.score.BadRows;
import io.demur.score.ScoreKernel;
import io.demur.score.ScoreTile;
import io.demur.score.TileLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One pass over labelled rows in fixed memory, by counts or on disk. Nothing depends on the order in which rows arrive,
 * so any number of threads gives the same digits.
 *
 * @param <A> what the samples of a score are collected in
 */
final class StreamEvaluator<A extends RiskCoverageAccumulator<A>> {
    /** With few scores each thread counts for itself; with many, threads share and wait for each other. */
    private static final int MOST_ACCUMULATORS = 16;

    private final EvaluationPlan plan;
    private final Logits logits;
    private final Labels labels;
    private final List<List<A>> stripes = new ArrayList<>();
    private final AtomicInteger workers = new AtomicInteger();
    private final List<RowTotals> parts = new ArrayList<>();

    private StreamEvaluator(Logits logits, Labels labels, EvaluationPlan plan, Supplier<A> empty) {
        this.logits = logits;
        this.labels = labels;
        this.plan = plan;
        int scores = plan.scores().size();
        int count = Math.max(1, Math.min(plan.threads(), MOST_ACCUMULATORS / scores));
        for (int stripe = 0; stripe < count; stripe++) {
            stripes.add(plan.scores().stream().map(score -> empty.get()).toList());
        }
    }

    /**
     * Counts all rows, of which there may be none.
     *
     * @throws io.demur.logits.InputException if logits and labels do not fit each other or cannot be used
     */
    static <A extends RiskCoverageAccumulator<A>> StreamCounts<A> count(
            Logits logits, Labels labels, EvaluationPlan plan, Supplier<A> empty) {
        StreamEvaluator<A> evaluator = new StreamEvaluator<>(logits, labels, plan, empty);
        TileLabels.requireSameRows(logits, labels);
        plan.loss().requireClasses(logits.classes());
        TilePass.run(logits, plan.threads(), () -> evaluator.new Worker());
        StreamCounts<A> counts = evaluator.merged();
        TileLabels.requireRows(logits, labels, counts.totals().total());
        return counts;
    }

    private StreamCounts<A> merged() {
        RowTotals totals = new RowTotals(logits.classes());
        parts.forEach(totals::merge);
        List<A> whole = stripes.get(0);
        for (List<A> stripe : stripes.subList(1, stripes.size())) {
            for (int s = 0; s < whole.size(); s++) {
                whole.get(s).merge(stripe.get(s));
            }
        }
        return new StreamCounts<>(plan, whole, totals);
    }

    private synchronized RowTotals newPart() {
        RowTotals part = new RowTotals(logits.classes());
        parts.add(part);
        return part;
    }

    private final class Worker implements TilePass.Worker {
        private final LogitTile shape = new LogitTile(logits.classes());
        private final ScoreKernel kernel = new ScoreKernel(plan.scores(), shape);
        private final ScoreTile scored = new ScoreTile(plan.scores().size(), shape.capacity());
        private final TileLabels label = new TileLabels(labels, shape);
        private final List<A> accumulators = stripes.get(workers.getAndIncrement() % stripes.size());
        private final double[] loss = new double[plan.loss().isError() ? 0 : shape.capacity()];
        private final byte[] outcome = new byte[shape.capacity()];
        private final RowTotals totals = newPart();

        // Of the rows that take part alone, without gaps.
        private final long[] keys = new long[shape.capacity()];
        private final int[] truths = new int[shape.capacity()];
        private final int[] predictions = new int[shape.capacity()];

        @Override
        public void accept(LogitTile tile) {
            label.read(tile);
            kernel.compute(tile, scored);
            kernel.hash(scored);
            int kept = judge(tile.firstRow(), tile.rows());
            Hash64.mixEach(keys, kept);
            totals.count(keys, truths, predictions, kept);
            for (int s = 0; s < accumulators.size(); s++) {
                count(accumulators.get(s), scored.confidence(s), tile.rows());
            }
        }

        /** How many rows take part. */
        private int judge(long first, int rows) {
            int kept = 0;
            int wrong = 0;
            int flat = 0;
            int likeProbabilities = 0;
            for (int r = 0; r < rows; r++) {
                int truth = label.of(r);
                if (truth < 0 || !scored.finite(r)) {
                    outcome[r] = -1;
                    leaveOut(truth, first + r);
                    continue;
                }
                int prediction = scored.prediction()[r];
                keys[kept] = Hash64.joint(scored.hash()[r], truth);
                truths[kept] = truth;
                predictions[kept++] = prediction;
                int error = Loss.zeroOne(truth, prediction);
                outcome[r] = (byte) error;
                wrong += error;
                flat += kernel.flat(r) ? 1 : 0;
                likeProbabilities += kernel.likeProbabilities(r) ? 1 : 0;
            }
            totals.facts().addShapes(flat, likeProbabilities);
            if (loss.length > 0) {
                judgeByCosts(rows, kept);
            } else {
                totals.facts().add(truths, kept, kept - wrong, wrong);
            }
            return kept;
        }

        private void judgeByCosts(int rows, int kept) {
            int lossless = 0;
            int lost = 0;
            for (int r = 0; r < rows; r++) {
                if (outcome[r] >= 0) {
                    loss[r] = plan.loss().of(label.of(r), scored.prediction()[r]);
                    lossless += loss[r] == 0 ? 1 : 0;
                    lost += loss[r] == 1 ? 1 : 0;
                }
            }
            totals.facts().add(truths, kept, lossless, lost);
        }

        private void leaveOut(int truth, long row) {
            if (truth < 0) {
                totals.ignore();
            } else if (plan.badRows() == BadRows.SKIP) {
                totals.skip();
            } else {
                throw TileLabels.notFinite(logits.name(), row);
            }
        }

        private void count(A accumulator, double[] confidence, int rows) {
            synchronized (accumulator) {
                if (loss.length == 0) {
                    accumulator.addAll(confidence, outcome, rows);
                    return;
                }
                for (int r = 0; r < rows; r++) {
                    if (outcome[r] >= 0) {
                        accumulator.add(confidence[r], loss[r]);
                    }
                }
            }
        }
    }
}
