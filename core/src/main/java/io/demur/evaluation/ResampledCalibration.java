package io.demur.evaluation;

import io.demur.metric.Ece;
import io.demur.metric.Ranking;
import java.util.Arrays;

/**
 * The calibration numbers of all rows under {@link PoissonWeights#LANES} resamples at once, in one walk from the largest
 * probability down.
 *
 * <p>Bins of either kind are stretches of that walk, so a bin's difference of probability and accuracy is that of a
 * running sum at its two ends. An end that falls inside a tie block takes the share of the block before it.
 */
final class ResampledCalibration {
    private static final int LANES = PoissonWeights.LANES;

    private final Ranking ranking;
    private final double[] probability;
    private final double[] right;
    private final double[] logLoss;
    private final double[] brier;

    private int[] total = new int[LANES];
    private final int[] rows = new int[LANES];
    /** Sum of probability minus hits so far. */
    private final double[] gap = new double[LANES];

    private final int[] blockRows = new int[LANES];
    private final double[] blockHits = new double[LANES];
    private final double[] logLosses = new double[LANES];
    private final double[] briers = new double[LANES];
    private final double[] gapAtWidth = new double[LANES];
    private final double[] byWidth = new double[LANES];
    private final double[] gapAtCount = new double[LANES];
    private final double[] byCount = new double[LANES];
    private final int[] countBin = new int[LANES];
    /** The number of rows after which the current bin of equal count ends. */
    private final int[] countEnd = new int[LANES];

    /** Of columns in canonical order; {@code right} holds 1 and 0. They are not copied. */
    ResampledCalibration(double[] probability, double[] right, double[] logLoss, double[] brier) {
        this.ranking = Ranking.of(probability);
        this.probability = probability;
        this.right = right;
        this.logLoss = logLoss;
        this.brier = brier;
    }

    /** Another walker over the same rows, for another thread. */
    ResampledCalibration(ResampledCalibration other) {
        this.ranking = other.ranking;
        this.probability = other.probability;
        this.right = other.right;
        this.logLoss = other.logLoss;
        this.brier = other.brier;
    }

    /** Walks down the probabilities under the given weights. */
    void walk(Resamples resamples) {
        begin(resamples);
        int[] weight = resamples.weight();
        int bin = Ece.BINS;
        for (int block = 0; block < ranking.blocks(); block++) {
            double p = probability[ranking.sample(ranking.blockStart(block))];
            if (Ece.bin(p) != bin) {
                bin = Ece.bin(p);
                endWidth();
            }
            meet(weight, block);
            if (reachesCountEnd()) {
                endCounts(p);
            }
            for (int lane = 0; lane < LANES; lane++) {
                rows[lane] += blockRows[lane];
                gap[lane] += p * blockRows[lane] - blockHits[lane];
            }
        }
        endWidth();
    }

    private void begin(Resamples resamples) {
        total = resamples.total();
        for (double[] lane : new double[][] {gap, logLosses, briers, gapAtWidth, byWidth, gapAtCount, byCount}) {
            Arrays.fill(lane, 0);
        }
        Arrays.fill(rows, 0);
        Arrays.fill(countBin, 0);
        for (int lane = 0; lane < LANES; lane++) {
            countEnd[lane] = endOfBin(0, total[lane]);
        }
    }

    /** Positions {@code i} of bin {@code b} are those with {@code floor(i BINS / n) = b}. */
    private static int endOfBin(int bin, int n) {
        return bin >= Ece.BINS ? Integer.MAX_VALUE : (int) (((long) (bin + 1) * n + Ece.BINS - 1) / Ece.BINS);
    }

    private void meet(int[] weight, int block) {
        Arrays.fill(blockRows, 0);
        Arrays.fill(blockHits, 0);
        for (int i = ranking.blockStart(block); i < ranking.blockEnd(block); i++) {
            add(weight, ranking.sample(i));
        }
    }

    private void add(int[] weight, int row) {
        double hit = right[row];
        double log = logLoss[row];
        double square = brier[row];
        for (int lane = 0; lane < LANES; lane++) {
            int times = weight[row * LANES + lane];
            blockRows[lane] += times;
            blockHits[lane] += times * hit;
            logLosses[lane] += times * log;
            briers[lane] += times * square;
        }
    }

    private void endWidth() {
        for (int lane = 0; lane < LANES; lane++) {
            byWidth[lane] += Math.abs(gap[lane] - gapAtWidth[lane]);
            gapAtWidth[lane] = gap[lane];
        }
    }

    private boolean reachesCountEnd() {
        boolean reaches = false;
        for (int lane = 0; lane < LANES; lane++) {
            reaches |= rows[lane] + blockRows[lane] >= countEnd[lane];
        }
        return reaches;
    }

    private void endCounts(double p) {
        for (int lane = 0; lane < LANES; lane++) {
            double perRow = p - blockHits[lane] / Math.max(1, blockRows[lane]);
            while (rows[lane] + blockRows[lane] >= countEnd[lane]) {
                double atEnd = gap[lane] + perRow * (countEnd[lane] - rows[lane]);
                byCount[lane] += Math.abs(atEnd - gapAtCount[lane]);
                gapAtCount[lane] = atEnd;
                countEnd[lane] = endOfBin(++countBin[lane], total[lane]);
            }
        }
    }

    /** Calibration error of equal-width bins. */
    double ece(int lane) {
        return byWidth[lane] / total[lane];
    }

    /** Calibration error of bins of equal count. */
    double adaptiveEce(int lane) {
        return byCount[lane] / total[lane];
    }

    /** Mean negative log likelihood. */
    double logLoss(int lane) {
        return logLosses[lane] / total[lane];
    }

    /** Mean Brier score. */
    double brier(int lane) {
        return briers[lane] / total[lane];
    }
}
