package io.demur.score;

/**
 * What {@link ScoreKernel} finds out about the rows of one {@code LogitTile}. The arrays are owned by the tile and
 * reused for the next; entries from {@link #rows()} on mean nothing.
 */
public final class ScoreTile {
    /** Beyond this, squares of logits and their sums could overflow, and no trained model is meant. */
    public static final double LARGEST = 1e150;

    final double[][] confidence;
    final int[] prediction;
    final boolean[] finite;
    final long[] hash;
    final double[] logLoss;
    final double[] brier;
    long firstRow;
    int rows;

    /** For {@code scores} scores and at most {@code capacity} rows. */
    public ScoreTile(int scores, int capacity) {
        confidence = new double[scores][capacity];
        prediction = new int[capacity];
        finite = new boolean[capacity];
        hash = new long[capacity];
        logLoss = new double[capacity];
        brier = new double[capacity];
    }

    /** Takes back what was computed of rows that are not finite. */
    void blank(int score) {
        for (int r = 0; r < rows; r++) {
            if (!finite[r]) {
                confidence[score][r] = Double.NaN;
            }
        }
    }

    /** Rows held now. */
    public int rows() {
        return rows;
    }

    /** Position of the first row in the source, from 0. */
    public long firstRow() {
        return firstRow;
    }

    /** Confidences of one score, by row of the tile; NaN where the row is not finite. */
    public double[] confidence(int score) {
        return confidence[score];
    }

    /** Predicted classes: the lowest index among the largest logits. */
    public int[] prediction() {
        return prediction;
    }

    /** Whether every logit of the row is finite and at most {@link #LARGEST} in size. */
    public boolean finite(int row) {
        return finite[row];
    }

    /** Hashes of the rows' logits as doubles; equal for equal rows whatever file or type they came from. */
    public long[] hash() {
        return hash;
    }

    /** Negative log likelihood of the labels, in nats; only when labels were given. */
    public double[] logLoss() {
        return logLoss;
    }

    /** Brier scores {@code sum_k (pi_k - [k = y])^2} in [0, 2]; only when labels were given. */
    public double[] brier() {
        return brier;
    }
}
