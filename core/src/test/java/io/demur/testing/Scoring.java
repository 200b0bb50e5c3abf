package io.demur.testing;

import io.demur.logits.LogitTile;
import io.demur.score.Score;
import io.demur.score.ScoreKernel;
import io.demur.score.ScoreTile;
import java.util.List;
import java.util.Random;

/** Rows of logits and their scores, for tests. */
public final class Scoring {
    private Scoring() {}

    /** Confidences of the rows by score. */
    public static double[][] all(List<Score> scores, double[]... rows) {
        return all(scores, rows.length, rows);
    }

    /** The same through tiles of another capacity. */
    public static double[][] all(List<Score> scores, int capacity, double[]... rows) {
        LogitTile tile = new LogitTile(rows[0].length, capacity);
        ScoreKernel kernel = new ScoreKernel(scores, tile);
        ScoreTile out = new ScoreTile(scores.size(), capacity);
        double[][] confidences = new double[scores.size()][rows.length];
        for (int first = 0; first < rows.length; first += capacity) {
            tile.hold(first, Math.min(capacity, rows.length - first));
            for (int r = 0; r < tile.rows(); r++) {
                tile.putRow(r, rows[first + r], 0);
            }
            kernel.compute(tile, out);
            for (int s = 0; s < scores.size(); s++) {
                System.arraycopy(out.confidence(s), 0, confidences[s], first, tile.rows());
            }
        }
        return confidences;
    }

    /** Confidences of the rows by the score of a text. */
    public static double[] of(String score, double[]... rows) {
        return all(List.of(Score.parse(score)), rows)[0];
    }

    /** Normal logits. */
    public static double[][] rows(long seed, int rows, int classes, double scale) {
        Random random = new Random(seed);
        double[][] logits = new double[rows][classes];
        for (double[] row : logits) {
            for (int k = 0; k < classes; k++) {
                row[k] = scale * random.nextGaussian();
            }
        }
        return logits;
    }
}
