package io.demur.score;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.TilePass;
import io.demur.math.Hash64;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The scores, predictions, labels and content hashes of all rows of a labelled source, held as columns: 8 bytes per row
 * and score. The source is read once.
 *
 * <p>Columns are handed out as fresh arrays in source order without the rows that were ignored or skipped, so that a
 * caller holds no more than it asks for.
 */
public final class ScoredRows {
    private final ScoringPlan plan;
    private final int classes;
    private final KeptRows kept = new KeptRows();
    private final List<Column<double[]>> confidences = new ArrayList<>();
    private final Column<int[]> predictions = new Column<>(int[]::new);
    private final Column<int[]> labels = new Column<>(int[]::new);
    private final Column<long[]> contents = new Column<>(long[]::new);
    private final Column<double[]> logLosses = new Column<>(double[]::new);
    private final Column<double[]> briers = new Column<>(double[]::new);

    private final AtomicLong flatRows = new AtomicLong();
    private final AtomicLong probabilityRows = new AtomicLong();

    private ScoredRows(ScoringPlan plan, int classes) {
        this.plan = plan;
        this.classes = classes;
        plan.scores().forEach(score -> confidences.add(new Column<>(double[]::new)));
    }

    /**
     * Reads and scores all rows.
     *
     * @throws InputException if rows and labels differ in number, a label is out of range, a row is not finite (unless
     *     such rows are skipped), or nothing is left to measure on
     */
    public static ScoredRows of(Logits logits, Labels labels, ScoringPlan plan) {
        TileLabels.requireSameRows(logits, labels);
        ScoredRows rows = new ScoredRows(plan, logits.classes());
        TilePass.run(logits, plan.threads(), () -> rows.new Worker(logits, labels));
        TileLabels.requireRows(logits, labels, rows.kept.total());
        if (rows.size() == 0) {
            throw new InputException(logits.name(), "no row is left to measure on: all were ignored or skipped");
        }
        return rows;
    }

    /** What one thread does. */
    private final class Worker implements TilePass.Worker {
        private final String source;
        private final LogitTile shape;
        private final ScoreKernel kernel;
        private final ScoreTile scored;
        private final TileLabels label;

        Worker(Logits logits, Labels given) {
            this.source = logits.name();
            shape = new LogitTile(classes);
            kernel = new ScoreKernel(plan.scores(), shape);
            scored = new ScoreTile(plan.scores().size(), shape.capacity());
            label = new TileLabels(given, shape);
        }

        @Override
        public void accept(LogitTile tile) {
            long first = tile.firstRow();
            int count = tile.rows();
            kept.sawRows(first, count);
            label.read(tile);
            kernel.compute(tile, scored);
            kernel.hash(scored);
            checkRows(first, count);
            for (int s = 0; s < confidences.size(); s++) {
                confidences.get(s).put(first, scored.confidence(s), count);
            }
            predictions.put(first, scored.prediction(), count);
            labels.put(first, label.array(), count);
            contents.put(first, scored.hash(), count);
            if (plan.properScores()) {
                kernel.properScores(label, scored);
                logLosses.put(first, scored.logLoss(), count);
                briers.put(first, scored.brier(), count);
            }
        }

        private void checkRows(long first, int count) {
            int flat = 0;
            int probabilities = 0;
            for (int r = 0; r < count; r++) {
                if (label.of(r) < 0) {
                    kept.ignore(first + r);
                } else if (!scored.finite(r)) {
                    refuseOrSkip(first + r);
                } else {
                    flat += kernel.flat(r) ? 1 : 0;
                    probabilities += kernel.likeProbabilities(r) ? 1 : 0;
                }
            }
            flatRows.addAndGet(flat);
            probabilityRows.addAndGet(probabilities);
        }

        private void refuseOrSkip(long row) {
            if (plan.badRows() == BadRows.REFUSE) {
                throw TileLabels.notFinite(source, row);
            }
            kept.dropBad(row);
        }
    }

    /** Rows that took part, {@code n}. */
    public int size() {
        return kept.size();
    }

    /** Number of classes {@code K}. */
    public int classes() {
        return classes;
    }

    /** Rows whose logits are all equal. */
    public long flatRows() {
        return flatRows.get();
    }

    /** Rows that lie in [0, 1] and sum to 1, as probabilities do and logits do not. */
    public long probabilityRows() {
        return probabilityRows.get();
    }

    /** Which rows of the source took part. */
    public KeptRows kept() {
        return kept;
    }

    /** The scores held, in order. */
    public List<Score> scores() {
        return plan.scores();
    }

    /** Confidences by the score at a position of {@link #scores()}. */
    public double[] confidence(int score) {
        return confidences.get(score).toArray(kept);
    }

    /** Confidences by a score of the plan. */
    public double[] confidence(Score score) {
        int index = plan.scores().indexOf(score);
        if (index < 0) {
            throw new IllegalArgumentException(score + " was not computed");
        }
        return confidence(index);
    }

    /** Predicted classes. */
    public int[] predictions() {
        return predictions.toArray(kept);
    }

    /** True classes. */
    public int[] labels() {
        return labels.toArray(kept);
    }

    /** Hashes of the logits of each row, without its label. */
    public long[] contents() {
        return contents.toArray(kept);
    }

    /** Negative log likelihood of each label, in nats. */
    public double[] logLosses() {
        requireProperScores();
        return logLosses.toArray(kept);
    }

    /** Brier score of each row, in [0, 2]. */
    public double[] briers() {
        requireProperScores();
        return briers.toArray(kept);
    }

    private void requireProperScores() {
        if (!plan.properScores()) {
            throw new IllegalArgumentException("the plan keeps no proper scores");
        }
    }

    /** Hashes of each row's logits and label: what keys its random numbers and the digest of the data. */
    public long[] keys() {
        long[] keys = contents();
        int[] truth = labels();
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Hash64.join(keys[i], truth[i]);
        }
        return keys;
    }
}
