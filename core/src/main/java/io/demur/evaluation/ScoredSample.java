package io.demur.evaluation;

import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.math.Hash64;
import io.demur.metric.Loss;
import io.demur.metric.ScoredLosses;
import io.demur.score.Score;
import io.demur.score.ScoredRows;
import io.demur.score.ScoringPlan;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of one split under one score: confidence and loss, prediction, label, and what the rows are known by. Tuning
 * and certification each get one.
 */
public final class ScoredSample {
    private final ScoredLosses losses;
    private final int[] predictions;
    private final int[] labels;
    private final int[] rows;
    private final int sourceRows;
    private final long[] contents;
    private final int classes;

    private ScoredSample(Columns columns, int[] subset, double[] confidence) {
        this.losses = ScoredLosses.of(pick(confidence, subset), pick(columns.losses, subset));
        this.predictions = pick(columns.predictions, subset);
        this.labels = pick(columns.labels, subset);
        int[] sources = columns.scored.kept().sourceRows();
        this.rows = pick(sources, subset);
        this.sourceRows = (int) columns.scored.kept().total();
        this.contents =
                Arrays.stream(subset).mapToLong(i -> columns.contents[i]).toArray();
        this.classes = columns.scored.classes();
    }

    /** Scores every row of a labelled source. */
    public static ScoredSample of(Logits logits, Labels labels, Score score, FitPlan plan) {
        return of(LabelledSource.of(logits, labels), score, plan);
    }

    /** As above, of rows that lie anywhere. */
    static ScoredSample of(LabelledSource source, Score score, FitPlan plan) {
        Columns columns = Columns.of(source, List.of(score), plan);
        return columns.sample(score, columns.all());
    }

    /** Confidence and loss of every row. */
    public ScoredLosses losses() {
        return losses;
    }

    /** Number of rows. */
    public int size() {
        return losses.size();
    }

    /** Number of classes. */
    public int classes() {
        return classes;
    }

    /** Predicted class of every row. */
    public int[] predictions() {
        return predictions.clone();
    }

    /**
     * The entries for this split's rows of a column that has one entry for every row of the source.
     *
     * @throws io.demur.logits.InputException if its length is not the number of rows of the source
     */
    public int[] select(String name, int[] column) {
        if (column.length != sourceRows) {
            throw new io.demur.logits.InputException(name, "has " + column.length + " rows, the logits " + sourceRows);
        }
        return pick(column, rows);
    }

    /** The digest of the rows' logits and labels, whatever their order. */
    public String digest() {
        return DataDigest.of(IntStream.range(0, size())
                .mapToLong(i -> Hash64.join(contents[i], labels[i]))
                .toArray());
    }

    /** Whether another split holds the same rows of its source, by position and label. */
    boolean sameRows(ScoredSample other) {
        return Arrays.equals(rows, other.rows) && Arrays.equals(labels, other.labels);
    }

    /** How many of this split's rows hold the same logits as some row of another. */
    public int shared(ScoredSample other) {
        long[] sorted = other.contents.clone();
        Arrays.sort(sorted);
        return (int) Arrays.stream(contents)
                .filter(content -> Arrays.binarySearch(sorted, content) >= 0)
                .count();
    }

    private static double[] pick(double[] column, int[] subset) {
        return Arrays.stream(subset).mapToDouble(i -> column[i]).toArray();
    }

    private static int[] pick(int[] column, int[] subset) {
        return Arrays.stream(subset).map(i -> column[i]).toArray();
    }

    /** All candidate scores of a source, from which splits are taken. */
    static final class Columns {
        private final ScoredRows scored;
        private final double[] losses;
        private final int[] predictions;
        private final int[] labels;
        private final long[] contents;

        private Columns(ScoredRows scored, Loss loss) {
            this.scored = scored;
            this.predictions = scored.predictions();
            this.labels = scored.labels();
            this.contents = scored.contents();
            this.losses = loss.of(labels, predictions, scored.classes());
        }

        static Columns of(LabelledSource source, List<Score> scores, FitPlan plan) {
            ScoringPlan scoring = new ScoringPlan(scores, plan.badRows(), false, plan.threads());
            return new Columns(source.score(scoring), plan.loss());
        }

        /** Of rows scored already. */
        static Columns of(ScoredRows scored) {
            return new Columns(scored, Loss.error());
        }

        int[] all() {
            return IntStream.range(0, losses.length).toArray();
        }

        /** How many rows are left where equal ones count once. */
        long different() {
            return Arrays.stream(contents).distinct().count();
        }

        /** The rows whose content falls below a share of the hash range; equal rows stay together. */
        int[] below(double share, long seed) {
            return IntStream.range(0, losses.length)
                    .filter(i -> place(i, seed) < share)
                    .toArray();
        }

        /** The other rows. */
        int[] above(double share, long seed) {
            return IntStream.range(0, losses.length)
                    .filter(i -> place(i, seed) >= share)
                    .toArray();
        }

        private double place(int row, long seed) {
            return Hash64.unit(Hash64.mix(contents[row] ^ Hash64.mix(seed ^ Hash64.START)));
        }

        List<Score> scores() {
            return scored.scores();
        }

        ScoredSample sample(Score score, int[] subset) {
            return new ScoredSample(this, subset, scored.confidence(score));
        }

        ScoredLosses losses(Score score, int[] subset) {
            return ScoredLosses.of(pick(scored.confidence(score), subset), pick(losses, subset));
        }
    }
}
