package io.demur.score;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.TilePass;
import io.demur.math.ByteSink;
import io.demur.math.ByteSource;
import io.demur.math.Hash64;
import java.nio.ByteBuffer;
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
    private final Column<int[]> predictions = Column.ofInts();
    private final Column<int[]> labels = Column.ofInts();
    private final Column<long[]> contents = Column.ofLongs();
    private final Column<double[]> logLosses = Column.ofDoubles();
    private final Column<double[]> briers = Column.ofDoubles();

    private final AtomicLong flatRows = new AtomicLong();
    private final AtomicLong probabilityRows = new AtomicLong();

    private ScoredRows(ScoringPlan plan, int classes) {
        this.plan = plan;
        this.classes = classes;
        plan.scores().forEach(score -> confidences.add(Column.ofDoubles()));
    }

    /**
     * Reads and scores all rows.
     *
     * @throws InputException if rows and labels differ in number, a label is out of range, a row is not finite (unless
     *     such rows are skipped), or nothing is left to measure on
     */
    public static ScoredRows of(Logits logits, Labels labels, ScoringPlan plan) {
        return part(logits, labels, plan).requireSome(logits.name());
    }

    /**
     * Reads and scores a part of the rows, perhaps none. Rows are counted from 0.
     *
     * @throws InputException as {@link #of}, but for nothing being left
     */
    public static ScoredRows part(Logits logits, Labels labels, ScoringPlan plan) {
        TileLabels.requireSameRows(logits, labels);
        ScoredRows rows = new ScoredRows(plan, logits.classes());
        TilePass.run(logits, plan.threads(), () -> rows.new Worker(logits, labels));
        TileLabels.requireRows(logits, labels, rows.kept.total());
        return rows;
    }

    /**
     * No rows yet, to which parts that were scored elsewhere are added one after the other.
     *
     * @param plan by which the parts were scored
     */
    public static ScoredRows empty(ScoringPlan plan, int classes) {
        return new ScoredRows(plan, classes);
    }

    /**
     * These rows, if there are any.
     *
     * @param name of the source
     * @throws InputException if none is left
     */
    public ScoredRows requireSome(String name) {
        if (size() == 0) {
            throw new InputException(name, "no row is left to measure on: all were ignored or skipped");
        }
        return this;
    }

    /** Everything held, for another process of the same version: about 8 bytes per row and score. */
    public byte[] toBytes() {
        ByteSink head = new ByteSink();
        kept.write(head);
        head.count(flatRows.get()).count(probabilityRows.get());
        KeptRows all = kept.withoutGaps();
        List<byte[]> parts = new ArrayList<>(List.of(head.toBytes()));
        columns().forEach(column -> parts.add(column.toBytes(all)));
        return ColumnBytes.join(parts);
    }

    /**
     * Adds the rows of a part after those held, as {@link #toBytes} gave them.
     *
     * @throws IllegalArgumentException for bytes of another plan
     */
    public void append(byte[] part) {
        List<ByteBuffer> parts = ColumnBytes.split(part);
        List<Column<?>> columns = columns();
        if (parts.size() != 1 + columns.size()) {
            throw new IllegalArgumentException(parts.size() - 1 + " columns, not " + columns.size());
        }
        byte[] head = new byte[parts.get(0).remaining()];
        parts.get(0).get(head);
        ByteSource source = new ByteSource(head);
        KeptRows next = KeptRows.read(source);
        long first = kept.total();
        kept.append(next);
        flatRows.addAndGet(source.count());
        probabilityRows.addAndGet(source.count());
        for (int c = 0; c < columns.size(); c++) {
            columns.get(c).put(first, parts.get(1 + c), (int) next.total());
        }
    }

    private List<Column<?>> columns() {
        List<Column<?>> columns = new ArrayList<>(confidences);
        columns.addAll(List.of(predictions, labels, contents));
        if (plan.properScores()) {
            columns.addAll(List.of(logLosses, briers));
        }
        return columns;
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
