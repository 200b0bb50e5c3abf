package io.demur.report;

import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.TilePass;
import io.demur.metric.Ranking;
import io.demur.score.BadRows;
import io.demur.score.ScoreKernel;
import io.demur.score.ScoreTile;
import io.demur.score.ScoringPlan;
import io.demur.score.TileLabels;
import java.util.Arrays;

/**
 * One picture's pixels, ranked by confidence.
 *
 * <p>Only labelled pixels have a rank: 0 is the least sure of them, 1 the surest; equal ones share the middle of theirs.
 */
public final class RankedScene {
    private static final int VOID = -1;
    private static final int SKIPPED = -2;

    private final int[] predictions;
    private final int[] labels;
    private final float[] ranks;

    private RankedScene(int[] predictions, int[] labels, float... ranks) {
        this.predictions = predictions;
        this.labels = labels;
        this.ranks = ranks;
    }

    /**
     * Reads and ranks every pixel.
     *
     * @param labels those to be ignored have no rank
     * @param plan with one score; labelled pixels that are not finite have no rank if such are skipped
     * @throws io.demur.logits.InputException if logits and labels do not fit each other, a labelled pixel is not finite and
     *     such are refused, or the score says nothing for so few classes
     */
    public static RankedScene of(Logits logits, Labels labels, ScoringPlan plan) {
        TileLabels.requireSameRows(logits, labels);
        int pixels = Math.toIntExact(logits.rows().orElseThrow());
        int[] predictions = new int[pixels];
        int[] truth = new int[pixels];
        double[] confidence = new double[pixels];
        TilePass.run(logits, plan.threads(), () -> {
            LogitTile shape = new LogitTile(logits.classes());
            ScoreKernel kernel = new ScoreKernel(plan.scores(), shape);
            ScoreTile scored = new ScoreTile(1, shape.capacity());
            TileLabels known = new TileLabels(labels, shape);
            return tile -> {
                known.read(tile);
                kernel.compute(tile, scored);
                for (int r = 0; r < tile.rows(); r++) {
                    int pixel = Math.toIntExact(tile.firstRow() + r);
                    boolean finite = scored.finite(r);
                    if (!finite && known.of(r) >= 0 && plan.badRows() == BadRows.REFUSE) {
                        throw TileLabels.notFinite(logits.name(), pixel);
                    }
                    predictions[pixel] = scored.prediction()[r];
                    truth[pixel] = finite || known.of(r) < 0 ? Math.max(VOID, known.of(r)) : SKIPPED;
                    confidence[pixel] = scored.confidence(0)[r];
                }
            };
        });
        return new RankedScene(predictions, truth, ranks(truth, confidence));
    }

    private static float[] ranks(int[] truth, double... confidence) {
        int[] labelled = new int[truth.length];
        double[] values = new double[truth.length];
        int count = 0;
        for (int pixel = 0; pixel < truth.length; pixel++) {
            if (truth[pixel] >= 0) {
                labelled[count] = pixel;
                values[count++] = confidence[pixel];
            }
        }
        float[] ranks = new float[truth.length];
        Ranking ranking = Ranking.of(Arrays.copyOf(values, count));
        for (int block = 0; block < ranking.blocks(); block++) {
            double middle = (ranking.blockStart(block) + ranking.blockEnd(block) - 1) / 2.0;
            float rank = count < 2 ? 1 : (float) (1 - middle / (count - 1));
            for (int i = ranking.blockStart(block); i < ranking.blockEnd(block); i++) {
                ranks[labelled[ranking.sample(i)]] = rank;
            }
        }
        return ranks;
    }

    /** Number of pixels. */
    public int size() {
        return labels.length;
    }

    /** Number of labelled pixels that are not finite and were left out. */
    public long skipped() {
        return Arrays.stream(labels).filter(label -> label == SKIPPED).count();
    }

    /** The predicted class of a pixel. */
    public int prediction(int pixel) {
        return predictions[pixel];
    }

    /** Its label; only where it is labelled. */
    public int label(int pixel) {
        return labels[pixel];
    }

    /** Whether it has a label. */
    public boolean isLabelled(int pixel) {
        return labels[pixel] >= 0;
    }

    /** Whether it is labelled and predicted wrong. */
    public boolean isWrong(int pixel) {
        return isLabelled(pixel) && predictions[pixel] != labels[pixel];
    }

    /** Its rank; only where it is labelled. */
    public float rank(int pixel) {
        return ranks[pixel];
    }
}
