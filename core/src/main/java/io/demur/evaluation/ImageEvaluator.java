package io.demur.evaluation;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.OrderedTilePass;
import io.demur.metric.Aurc;
import io.demur.metric.ReasonCode;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.ScoredLosses;
import io.demur.metric.Value;
import io.demur.score.BadRows;
import io.demur.score.Score;
import io.demur.score.ScoreKernel;
import io.demur.score.ScoreTile;
import io.demur.score.TileLabels;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Evaluates a segmentation image by image, and its pixels by predicted class. */
public final class ImageEvaluator {
    private final Logits logits;
    private final Labels labels;
    private final Plan plan;
    private final Consumer<ImageEvaluation> sink;
    private final double[] confidence;
    private final int[] truth;
    private final int[] prediction;
    private final ClassCurves curves = new ClassCurves();
    private int filled;
    private int skipped;
    private long image;

    /**
     * What is measured.
     *
     * @param score of pixels
     * @param whole of images
     * @param pixels of every image
     * @param badRows what to do with labelled pixels that are not finite; skipped, they are counted and take no part
     * @param threads number of threads; changes no digit
     */
    public record Plan(Score score, ImageScore whole, int pixels, BadRows badRows, int threads) {}

    private ImageEvaluator(Logits logits, Labels labels, Plan plan, Consumer<ImageEvaluation> sink) {
        this.logits = logits;
        this.labels = labels;
        this.plan = plan;
        this.sink = sink;
        confidence = new double[plan.pixels()];
        truth = new int[plan.pixels()];
        prediction = new int[plan.pixels()];
    }

    /**
     * Evaluates all images.
     *
     * @param sink takes them in their order
     * @return what all of them come to by predicted class; these counts are the only memory that is more than that of one
     *     image, up to some 20 MB a class
     * @throws InputException if logits and labels do not fit each other, a labelled pixel is not finite and such are
     *     refused, or no pixel of an image is finite
     */
    public static ClassCurves evaluate(Logits logits, Labels labels, Plan plan, Consumer<ImageEvaluation> sink) {
        TileLabels.requireSameRows(logits, labels);
        ImageEvaluator evaluator = new ImageEvaluator(logits, labels, plan, sink);
        OrderedTilePass.run(logits, plan.threads(), () -> evaluator.new Worker());
        if (evaluator.filled > 0) {
            throw new InputException(
                    logits.name(), "ends within an image: " + evaluator.filled + " of " + plan.pixels() + " pixels");
        }
        return evaluator.curves;
    }

    private final class Worker implements OrderedTilePass.Worker {
        private final LogitTile shape = new LogitTile(logits.classes());
        private final ScoreKernel kernel = new ScoreKernel(List.of(plan.score()), shape);
        private final ScoreTile scored = new ScoreTile(1, shape.capacity());
        private final TileLabels label = new TileLabels(labels, shape);
        private long first;

        @Override
        public void work(LogitTile tile) {
            first = tile.firstRow();
            label.read(tile);
            kernel.compute(tile, scored);
        }

        @Override
        public void emit() {
            for (int r = 0; r < scored.rows(); r++) {
                boolean finite = scored.finite(r);
                if (!finite && label.of(r) >= 0 && plan.badRows() == BadRows.REFUSE) {
                    throw TileLabels.notFinite(logits.name(), first + r);
                }
                skipped += !finite && label.of(r) >= 0 ? 1 : 0;
                confidence[filled] = finite ? scored.confidence(0)[r] : Double.NaN;
                truth[filled] = finite ? label.of(r) : Labels.IGNORED;
                prediction[filled] = scored.prediction()[r];
                if (++filled == plan.pixels()) {
                    finish();
                }
            }
        }
    }

    private void finish() {
        ClassCounts.Tally classes = new ClassCounts.Tally(logits.classes());
        double[] labelled = new double[filled];
        double[] losses = new double[filled];
        int count = 0;
        for (int i = 0; i < filled; i++) {
            if (truth[i] >= 0) {
                classes.add(truth[i], prediction[i]);
                labelled[count] = confidence[i];
                losses[count++] = truth[i] == prediction[i] ? 0 : 1;
                curves.add(prediction[i], confidence[i], truth[i] != prediction[i]);
            }
        }
        Value aurc = count == 0
                ? Value.undefined(ReasonCode.NOTHING_ACCEPTED)
                : Value.of(Aurc.of(RiskCoverageCurve.of(
                        ScoredLosses.of(Arrays.copyOf(labelled, count), Arrays.copyOf(losses, count)))));
        double whole = plan.whole().of(shown());
        sink.accept(
                new ImageEvaluation(image++, count, filled - count - skipped, skipped, classes.counts(), aurc, whole));
        filled = 0;
        skipped = 0;
    }

    /** What the score of pixels stands for, such as probabilities: their mean says something, that of a ranking does not. */
    private double[] shown() {
        double[] shown = Arrays.stream(confidence)
                .filter(c -> !Double.isNaN(c))
                .map(plan.score()::display)
                .toArray();
        if (shown.length == 0) {
            throw new InputException(logits.name(), "no pixel of image " + image + " is finite", "leave the image out");
        }
        return shown;
    }
}
