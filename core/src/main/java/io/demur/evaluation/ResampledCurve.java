package io.demur.evaluation;

import io.demur.metric.Ranking;
import io.demur.metric.ScoredLosses;
import java.util.Arrays;
import java.util.List;

/**
 * The metrics of one score under {@link PoissonWeights#LANES} resamples at once, in one walk down the ranking.
 *
 * <p>The order of the rows never changes, only how often each occurs. Between two rows with a loss the curve is known
 * from counts alone, so all arithmetic happens at the rows with a loss. Ties within a resample are those of the ranking;
 * copies of one row count as adjacent ranks in the stretches without loss.
 */
final class ResampledCurve {
    private static final int LANES = PoissonWeights.LANES;

    private final Ranking ranking;
    private final ScoredLosses samples;
    private final List<Double> risks;
    private final List<Double> coverages;
    private final HarmonicTable harmonic;
    private final boolean[] lossBlock;

    private final int[] total = new int[LANES];
    private final double[] totalLoss = new double[LANES];
    private final int[] accepted = new int[LANES];
    private final int[] settled = new int[LANES];
    private final double[] loss = new double[LANES];
    private final int[] blockCount = new int[LANES];
    private final double[] blockLoss = new double[LANES];

    final double[] risksSum = new double[LANES];
    final double[] firstRisk = new double[LANES];
    final double[] twiceArea = new double[LANES];
    final double[] throughEnds = new double[LANES];
    final double[] precision = new double[LANES];
    final double[] falseAlarms = new double[LANES];
    final double[][] coverageAtRisk;
    final double[][] riskAtCoverage;

    ResampledCurve(Ranking ranking, ScoredLosses samples, EvaluationPlan plan, HarmonicTable harmonic) {
        this.ranking = ranking;
        this.samples = samples;
        this.risks = plan.risks();
        this.coverages = plan.coverages();
        this.harmonic = harmonic;
        coverageAtRisk = new double[risks.size()][LANES];
        riskAtCoverage = new double[coverages.size()][LANES];
        lossBlock = new boolean[ranking.blocks()];
        for (int b = 0; b < lossBlock.length; b++) {
            for (int i = ranking.blockStart(b); i < ranking.blockEnd(b); i++) {
                lossBlock[b] |= samples.loss(ranking.sample(i)) > 0;
            }
        }
    }

    int total(int lane) {
        return total[lane];
    }

    double totalLoss(int lane) {
        return totalLoss[lane];
    }

    /** Walks down the ranking under the given weights. */
    void walk(int[] weights) {
        clear();
        totals(weights);
        for (int b = 0; b < lossBlock.length; b++) {
            int start = ranking.blockStart(b);
            int end = ranking.blockEnd(b);
            if (lossBlock[b]) {
                block(weights, start, end);
                for (int lane = 0; lane < LANES; lane++) {
                    if (blockCount[lane] > 0) {
                        settle(lane);
                    }
                }
            } else {
                for (int i = start; i < end; i++) {
                    add(accepted, weights, ranking.sample(i) * LANES);
                }
            }
        }
        for (int lane = 0; lane < LANES; lane++) {
            finish(lane);
        }
    }

    private void clear() {
        for (double[] sum :
                List.of(totalLoss, loss, risksSum, firstRisk, twiceArea, throughEnds, precision, falseAlarms)) {
            Arrays.fill(sum, 0);
        }
        for (int[] count : List.of(total, accepted, settled)) {
            Arrays.fill(count, 0);
        }
        for (double[] coverage : coverageAtRisk) {
            Arrays.fill(coverage, 0);
        }
        for (double[] risk : riskAtCoverage) {
            Arrays.fill(risk, -1);
        }
    }

    private void totals(int[] weights) {
        for (int row = 0; row < samples.size(); row++) {
            add(total, weights, row * LANES);
            double l = samples.loss(row);
            if (l > 0) {
                for (int lane = 0; lane < LANES; lane++) {
                    totalLoss[lane] += weights[row * LANES + lane] * l;
                }
            }
        }
        for (int lane = 0; lane < LANES; lane++) {
            if (total[lane] > harmonic.largest()) {
                throw new IllegalStateException("a resample of " + total[lane] + " rows cannot occur");
            }
        }
    }

    private static void add(int[] sum, int[] weights, int offset) {
        for (int lane = 0; lane < LANES; lane++) {
            sum[lane] += weights[offset + lane];
        }
    }

    private void block(int[] weights, int start, int end) {
        Arrays.fill(blockCount, 0);
        Arrays.fill(blockLoss, 0);
        for (int i = start; i < end; i++) {
            int row = ranking.sample(i);
            double l = samples.loss(row);
            for (int lane = 0; lane < LANES; lane++) {
                int w = weights[row * LANES + lane];
                blockCount[lane] += w;
                blockLoss[lane] += w * l;
            }
        }
    }

    /** Takes up the stretch without loss that ended here, then the block with loss. */
    private void settle(int lane) {
        int a = accepted[lane];
        int b = a + blockCount[lane];
        double before = loss[lane];
        double x = blockLoss[lane];
        stretch(lane, a);
        if (a == 0) {
            firstRisk[lane] = x / b;
        }
        risksSum[lane] += x * (harmonic.number(total[lane]) - harmonic.sum(a, b) / (b - a));
        twiceArea[lane] += (b - a) * (2 * before + x);
        throughEnds[lane] += (b - a) * ((a == 0 ? x / b : before / a) + (before + x) / b) / 2;
        precision[lane] += x * (totalLoss[lane] - before) / (total[lane] - a);
        if (before <= 0.05 * totalLoss[lane]) {
            falseAlarms[lane] = total[lane] - a - (totalLoss[lane] - before);
        }
        loss[lane] = before + x;
        readRisks(lane, b, before + x);
        accepted[lane] = b;
        settled[lane] = b;
    }

    private void stretch(int lane, int a) {
        int from = settled[lane];
        double before = loss[lane];
        if (a > from) {
            twiceArea[lane] += 2 * (a - from) * before;
            if (before > 0) {
                double range = harmonic.number(a) - harmonic.number(from);
                throughEnds[lane] += before * (range + 0.5 / from - 0.5 / a);
            }
            readRisks(lane, a, before);
        }
    }

    /** Reads the operating points at the end of a stretch or block that reaches {@code i} accepted rows. */
    private void readRisks(int lane, int i, double lossSoFar) {
        for (int r = 0; r < coverageAtRisk.length; r++) {
            if (lossSoFar <= risks.get(r) * i) {
                coverageAtRisk[r][lane] = i;
            }
        }
        for (int c = 0; c < riskAtCoverage.length; c++) {
            double asked = coverages.get(c) * total[lane];
            if (riskAtCoverage[c][lane] < 0 && i >= asked) {
                boolean stretch = lossSoFar == loss[lane] && i == accepted[lane];
                riskAtCoverage[c][lane] = lossSoFar / (stretch ? Math.ceil(asked) : i);
            }
        }
    }

    private void finish(int lane) {
        if (total[lane] > 0) {
            stretch(lane, total[lane]);
            accepted[lane] = total[lane];
        }
    }
}
