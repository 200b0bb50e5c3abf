package io.demur.score;

import io.demur.logits.LogitTile;
import io.demur.math.Exp;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Computes any scores of a tile of logits in one pass per family: extremes, one exponential per logit and temperature,
 * all norms together. Holds working memory, so a kernel belongs to one thread. The value of a row depends on that row
 * alone: not on the tile it came in, nor on which other scores are computed.
 */
public final class ScoreKernel {
    private final int capacity;
    private final int classes;
    private final RowExtremes extremes;
    private final Map<Double, SoftmaxSums> softmaxes = new TreeMap<>();
    private final Map<Centring, PowerSums> norms = new EnumMap<>(Centring.class);
    private final List<RowScores> columns = new ArrayList<>();
    private LogitTile tile;

    /** One score. The loop over rows is inside: a call per row would meet every kind of score in one place. */
    @FunctionalInterface
    private interface RowScores {
        void fill(double[] target, int rows);
    }

    /**
     * Plans the work.
     *
     * @param scores what to compute, in the order of {@link ScoreTile#confidence}
     * @param shape a tile of the classes and capacity that {@link #compute} will be given
     * @throws io.demur.logits.InputException if a score says nothing for so few classes
     */
    public ScoreKernel(List<Score> scores, LogitTile shape) {
        tile = shape;
        classes = shape.classes();
        capacity = shape.capacity();
        extremes = new RowExtremes(capacity);
        for (Centring centring : Centring.values()) {
            double[] orders = orders(scores, centring);
            if (orders.length > 0) {
                norms.put(centring, new PowerSums(capacity, centring, orders));
            }
        }
        for (Score score : scores) {
            score.requireClasses(classes);
            columns.add(column(score));
        }
    }

    private static double[] orders(List<Score> scores, Centring centring) {
        return scores.stream()
                .mapToDouble(score -> {
                    if (score instanceof LogitNorm norm && norm.centring() == centring) {
                        return norm.p();
                    }
                    return score instanceof LogitMarginNorm norm && norm.centring() == centring ? norm.p() : 0;
                })
                .filter(p -> p > 0)
                .distinct()
                .toArray();
    }

    private RowScores column(Score score) {
        if (score instanceof PlainScore plain) {
            return plain(plain);
        }
        if (score instanceof Energy energy) {
            SoftmaxSums sums = softmax(energy.temperature()).withAll();
            return (target, rows) -> sums.energies(extremes, target, rows);
        }
        if (score instanceof MspTemperature msp) {
            return softmax(msp.temperature())::mspLogits;
        }
        if (score instanceof Gen gen) {
            GeneralisedEntropy entropy = new GeneralisedEntropy(classes, gen);
            SoftmaxSums sums = softmax(1).withAll();
            return (target, rows) -> entropy.fill(tile, extremes, sums, target);
        }
        if (score instanceof LogitNorm norm) {
            PowerSums sums = sums(norm.centring());
            return (target, rows) -> sums.normalisedMaxima(extremes, norm.p(), target, rows);
        }
        LogitMarginNorm norm = (LogitMarginNorm) score;
        PowerSums sums = sums(norm.centring());
        return (target, rows) -> sums.normalisedMargins(extremes, norm.p(), target, rows);
    }

    private RowScores plain(PlainScore score) {
        return switch (score) {
            case MSP -> softmax(1)::mspLogits;
            case ENTROPY -> softmax(1).withAll()::negativeEntropies;
            case SOFTMAX_MARGIN -> softmax(1).withAll()::marginsBelowOne;
            case GINI -> softmax(1).withAll()::negativeGinis;
            case MAX_LOGIT -> (target, rows) -> System.arraycopy(extremes.max, 0, target, 0, rows);
            case CENTRED_MAX_LOGIT -> extremes::centredMaxima;
            case LOGIT_MARGIN -> extremes::gaps;
        };
    }

    private SoftmaxSums softmax(double temperature) {
        return softmaxes.computeIfAbsent(temperature, t -> new SoftmaxSums(capacity, t));
    }

    private PowerSums sums(Centring centring) {
        PowerSums sums = norms.get(centring);
        if (sums == null) {
            throw new IllegalStateException("no norms were planned for centring " + centring);
        }
        return sums;
    }

    /** Fills predictions, confidences and finiteness of every row. */
    public void compute(LogitTile logits, ScoreTile out) {
        tile = logits;
        out.firstRow = logits.firstRow();
        out.rows = logits.rows();
        extremes.compute(logits);
        System.arraycopy(extremes.prediction, 0, out.prediction, 0, out.rows);
        extremes.finite(out.finite, out.rows);
        for (SoftmaxSums sums : softmaxes.values()) {
            sums.compute(logits, extremes);
        }
        for (PowerSums sums : norms.values()) {
            sums.compute(logits, extremes);
        }
        for (int s = 0; s < columns.size(); s++) {
            columns.get(s).fill(out.confidence[s], out.rows);
            out.blank(s);
        }
    }

    /** Whether all logits of a row last computed are equal. */
    public boolean flat(int row) {
        return extremes.flat(row);
    }

    /** Whether a row last computed lies in [0, 1] and sums to 1 within 1e-3. */
    public boolean likeProbabilities(int row) {
        return extremes.min[row] >= 0 && extremes.max[row] <= 1 && Math.abs(extremes.mean[row] * classes - 1) < 1e-3;
    }

    /** Fills the hashes of the rows last computed. */
    public void hash(ScoreTile out) {
        tile.hash(out.hash);
    }

    /**
     * Fills the proper scores of the rows last computed: log loss and Brier score.
     *
     * @param labels of the same tile; a negative label leaves its row as it is
     */
    public void properScores(TileLabels labels, ScoreTile out) {
        SoftmaxSums sums = softmaxes.get(1.0);
        if (sums == null || !sums.hasAll()) {
            sums = softmax(1).withAll();
            sums.compute(tile, extremes);
        }
        for (int r = 0; r < out.rows; r++) {
            if (labels.of(r) >= 0 && out.finite[r]) {
                double logLoss = (extremes.max[r] - tile.value(r, labels.of(r))) + sums.logPartition(r);
                out.logLoss[r] = logLoss;
                out.brier[r] = sums.negativeGini(r) + 2 - 2 * Exp.of(-logLoss);
            }
        }
    }
}
