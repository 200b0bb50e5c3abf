package io.demur.evaluation;

import io.demur.logits.InputException;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Evaluation in one pass and fixed memory, by counts or on disk. Nothing depends on the order in which rows arrive, so
 * any number of threads gives the same digits.
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
    private final DataDigest digest = new DataDigest();
    private final RowFacts facts = new RowFacts();
    private final ClassCounts.Tally classes;
    private final List<ClassCounts.Tally> parts = new ArrayList<>();
    private long total;
    private long ignored;
    private long skipped;

    private StreamEvaluator(Logits logits, Labels labels, EvaluationPlan plan, Supplier<A> empty) {
        this.logits = logits;
        this.labels = labels;
        this.plan = plan;
        this.classes = new ClassCounts.Tally(logits.classes());
        int scores = plan.scores().size();
        int count = Math.max(1, Math.min(plan.threads(), MOST_ACCUMULATORS / scores));
        for (int stripe = 0; stripe < count; stripe++) {
            stripes.add(plan.scores().stream().map(score -> empty.get()).toList());
        }
    }

    static <A extends RiskCoverageAccumulator<A>> Evaluation evaluate(
            Logits logits, Labels labels, EvaluationPlan plan, Supplier<A> empty) {
        StreamEvaluator<A> evaluator = new StreamEvaluator<>(logits, labels, plan, empty);
        TileLabels.requireSameRows(logits, labels);
        plan.loss().requireClasses(logits.classes());
        TilePass.run(logits, plan.threads(), () -> evaluator.new Worker());
        TileLabels.requireRows(logits, labels, evaluator.total);
        return evaluator.result();
    }

    private Evaluation result() {
        if (digest.rows() == 0) {
            throw new InputException(logits.name(), "no row is left to measure on: all were ignored or skipped");
        }
        List<ScoreEvaluation> scores = new ArrayList<>();
        for (int s = 0; s < plan.scores().size(); s++) {
            A whole = stripes.get(0).get(s);
            for (List<A> stripe : stripes.subList(1, stripes.size())) {
                whole.merge(stripe.get(s));
            }
            scores.add(ScoreEvaluator.streamed(plan.scores().get(s), whole.curve(), plan, whole.oracleKnown()));
        }
        parts.forEach(classes::merge);
        double totalLoss = scores.get(0).outline().totalLoss();
        return new Evaluation(
                logits.name(),
                plan,
                logits.classes(),
                digest.rows(),
                ignored,
                skipped,
                digest.toString(),
                Evaluator.error(plan, totalLoss, digest.rows()),
                Optional.empty(),
                Optional.of(classes.counts()),
                scores,
                facts.warnings());
    }

    private final class Worker implements TilePass.Worker {
        private final LogitTile shape = new LogitTile(logits.classes());
        private final ScoreKernel kernel = new ScoreKernel(plan.scores(), shape);
        private final ScoreTile scored = new ScoreTile(plan.scores().size(), shape.capacity());
        private final TileLabels label = new TileLabels(labels, shape);
        private final List<A> accumulators = stripes.get(workers.getAndIncrement() % stripes.size());
        private final double[] loss = new double[plan.loss().isError() ? 0 : shape.capacity()];
        private final byte[] outcome = new byte[shape.capacity()];
        private final ClassCounts.Tally byClass = newPart();
        private final TileTally tally = new TileTally();

        @Override
        public void accept(LogitTile tile) {
            label.read(tile);
            kernel.compute(tile, scored);
            kernel.hash(scored);
            tally.clear();
            for (int r = 0; r < tile.rows(); r++) {
                judge(r, tile.firstRow() + r);
            }
            for (int s = 0; s < accumulators.size(); s++) {
                count(accumulators.get(s), scored.confidence(s), tile.rows());
            }
            tally(tally, tile);
        }

        private void judge(int r, long row) {
            int truth = label.of(r);
            outcome[r] = -1;
            if (truth < 0) {
                tally.ignored++;
            } else if (scored.finite(r)) {
                int prediction = scored.prediction()[r];
                outcome[r] = (byte) (truth == prediction ? 0 : 1);
                double cost = outcome[r];
                if (loss.length > 0) {
                    cost = plan.loss().of(truth, prediction);
                    loss[r] = cost;
                }
                byClass.add(truth, prediction);
                tally.add(truth, cost, Hash64.join(scored.hash()[r], truth));
                tally.facts.addShapes(kernel.flat(r) ? 1 : 0, kernel.likeProbabilities(r) ? 1 : 0);
            } else if (plan.badRows() == BadRows.REFUSE) {
                throw TileLabels.notFinite(logits.name(), row);
            } else {
                tally.skipped++;
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

    /** What one tile adds to what is known of all rows. */
    private static final class TileTally {
        private DataDigest digest = new DataDigest();
        private RowFacts facts = new RowFacts();
        private long ignored;
        private long skipped;

        void clear() {
            digest = new DataDigest();
            facts = new RowFacts();
            ignored = 0;
            skipped = 0;
        }

        void add(int truth, double cost, long key) {
            digest.add(key);
            facts.add(truth, cost);
        }
    }

    private synchronized ClassCounts.Tally newPart() {
        ClassCounts.Tally part = new ClassCounts.Tally(logits.classes());
        parts.add(part);
        return part;
    }

    private synchronized void tally(TileTally tile, LogitTile rows) {
        digest.merge(tile.digest);
        facts.merge(tile.facts);
        total = Math.max(total, rows.firstRow() + rows.rows());
        ignored += tile.ignored;
        skipped += tile.skipped;
    }
}
