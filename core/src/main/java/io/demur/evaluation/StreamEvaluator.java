package io.demur.evaluation;

import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.TilePass;
import io.demur.math.Hash64;
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

        @Override
        public void accept(LogitTile tile) {
            label.read(tile);
            kernel.compute(tile, scored);
            kernel.hash(scored);
            for (int r = 0; r < tile.rows(); r++) {
                judge(r, tile.firstRow() + r);
            }
            for (int s = 0; s < accumulators.size(); s++) {
                count(accumulators.get(s), scored.confidence(s), tile.rows());
            }
        }

        private void judge(int r, long row) {
            int truth = label.of(r);
            outcome[r] = -1;
            if (truth < 0) {
                totals.ignore();
            } else if (scored.finite(r)) {
                int prediction = scored.prediction()[r];
                outcome[r] = (byte) (truth == prediction ? 0 : 1);
                double cost = outcome[r];
                if (loss.length > 0) {
                    cost = plan.loss().of(truth, prediction);
                    loss[r] = cost;
                }
                totals.count(Hash64.join(scored.hash()[r], truth));
                totals.byClass().add(truth, prediction);
                totals.facts().add(truth, cost);
                totals.facts().addShapes(kernel.flat(r) ? 1 : 0, kernel.likeProbabilities(r) ? 1 : 0);
            } else if (plan.badRows() == BadRows.REFUSE) {
                throw TileLabels.notFinite(logits.name(), row);
            } else {
                totals.skip();
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
