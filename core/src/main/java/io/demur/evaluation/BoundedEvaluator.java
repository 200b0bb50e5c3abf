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
 * Evaluation in one pass and fixed memory: counts per confidence prefix, shared by all threads. Nothing depends on the
 * order in which rows arrive, so any number of threads gives the same digits.
 */
final class BoundedEvaluator {
    private final EvaluationPlan plan;
    private final Logits logits;
    private final Labels labels;
    private final List<BoundedAccumulator> accumulators = new ArrayList<>();
    private final DataDigest digest = new DataDigest();
    private final RowFacts facts = new RowFacts();
    private long total;
    private long ignored;
    private long skipped;

    private BoundedEvaluator(Logits logits, Labels labels, EvaluationPlan plan) {
        this.logits = logits;
        this.labels = labels;
        this.plan = plan;
        plan.scores().forEach(score -> accumulators.add(new BoundedAccumulator()));
    }

    static Evaluation evaluate(Logits logits, Labels labels, EvaluationPlan plan) {
        BoundedEvaluator evaluator = new BoundedEvaluator(logits, labels, plan);
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
        for (int s = 0; s < accumulators.size(); s++) {
            BoundedAccumulator accumulator = accumulators.get(s);
            Score score = plan.scores().get(s);
            scores.add(ScoreEvaluator.bounded(score, accumulator.curve(), plan, accumulator.oracleKnown()));
        }
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
                Optional.empty(),
                scores,
                facts.warnings());
    }

    private final class Worker implements TilePass.Worker {
        private final LogitTile shape = new LogitTile(logits.classes());
        private final ScoreKernel kernel = new ScoreKernel(plan.scores(), shape);
        private final ScoreTile scored = new ScoreTile(plan.scores().size(), shape.capacity());
        private final TileLabels label = new TileLabels(labels, shape);
        private final double[] loss = new double[shape.capacity()];
        private final boolean[] counts = new boolean[shape.capacity()];

        @Override
        public void accept(LogitTile tile) {
            label.read(tile);
            kernel.compute(tile, scored);
            kernel.hash(scored);
            DataDigest part = new DataDigest();
            RowFacts rowFacts = new RowFacts();
            long ignoredHere = 0;
            long skippedHere = 0;
            for (int r = 0; r < tile.rows(); r++) {
                boolean labelled = label.of(r) >= 0;
                counts[r] = labelled && scored.finite(r);
                if (counts[r]) {
                    loss[r] = plan.loss().of(label.of(r), scored.prediction()[r]);
                    part.add(Hash64.join(scored.hash()[r], label.of(r)));
                    rowFacts.add(label.of(r), loss[r]);
                    rowFacts.addShapes(kernel.flat(r) ? 1 : 0, kernel.likeProbabilities(r) ? 1 : 0);
                } else if (labelled) {
                    refuseOrSkip(tile.firstRow() + r);
                    skippedHere++;
                } else {
                    ignoredHere++;
                }
            }
            for (int s = 0; s < accumulators.size(); s++) {
                count(accumulators.get(s), scored.confidence(s), tile.rows());
            }
            tally(part, rowFacts, tile, ignoredHere, skippedHere);
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
                throw TileLabels.notFinite(logits.name(), row);
            }
        }
    }

    private synchronized void tally(
            DataDigest part, RowFacts rowFacts, LogitTile tile, long ignoredHere, long skippedHere) {
        digest.merge(part);
        facts.merge(rowFacts);
        total = Math.max(total, tile.firstRow() + tile.rows());
        ignored += ignoredHere;
        skipped += skippedHere;
    }
}
