package io.demur.evaluation;

import io.demur.metric.Ranking;
import io.demur.metric.ScoredLosses;
import java.util.Arrays;
import java.util.List;

/**
 * The metrics of one score under {@link PoissonWeights#LANES} resamples at once, in one walk down the ranking.
 *
 * <p>The order of the rows never changes, only how often each occurs. Between two rows with a loss the curve is known
 * from counts alone, so all arithmetic happens at the blocks with a loss, for all resamples side by side in loops
 * without branches, which the compiler turns into vector instructions. Ties within a resample are those of the ranking;
 * in the stretches without loss, copies of one row count as adjacent ranks.
 *
 * <p>At a block, {@code a} rows with loss {@code e} were accepted before, {@code m} rows with loss {@code x} join.
 */
final class ResampledCurve {
    private static final int LANES = PoissonWeights.LANES;
    private static final double HUGE = 1e300;

    private final Ranking ranking;
    private final ScoredLosses samples;
    private final double[] risks;
    private final double[] coverages;
    private final double[] harmonic;
    private final boolean[] lossBlock;

    private final double[] total = new double[LANES];
    private final double[] totalLoss = new double[LANES];
    private final double[] a = new double[LANES];
    private final double[] e = new double[LANES];
    private final double[] m = new double[LANES];
    private final double[] x = new double[LANES];
    /** Mean loss of the block's rows. */
    private final double[] ratio = new double[LANES];
    /** Rows accepted, risk and harmonic number at the end of the last block with a loss. */
    private final double[] settled = new double[LANES];

    private final double[] settledRisk = new double[LANES];
    private final double[] settledHarmonic = new double[LANES];
    private final double[] harmonicBefore = new double[LANES];
    private final double[] harmonicAfter = new double[LANES];
    private boolean firstOpen;

    private final double[] harmonicLoss = new double[LANES];
    private final double[] firstRisk = new double[LANES];
    private final double[] twiceArea = new double[LANES];
    private final double[] throughEnds = new double[LANES];
    private final double[] precision = new double[LANES];
    private final double[] falseAlarms = new double[LANES];
    private final double[][] coverageAtRisk;
    /** The fewest rows that make up each coverage. */
    private final double[][] wanted;

    private final double[][] lossAtCoverage;
    private final double[][] acceptedAtCoverage;

    ResampledCurve(Ranking ranking, ScoredLosses samples, EvaluationPlan plan, double[] harmonic) {
        this.ranking = ranking;
        this.samples = samples;
        this.harmonic = harmonic;
        risks = plan.risks().stream().mapToDouble(r -> r).toArray();
        coverages = plan.coverages().stream().mapToDouble(c -> c).toArray();
        coverageAtRisk = new double[risks.length][LANES];
        wanted = new double[coverages.length][LANES];
        lossAtCoverage = new double[coverages.length][LANES];
        acceptedAtCoverage = new double[coverages.length][LANES];
        lossBlock = new boolean[ranking.blocks()];
        for (int b = 0; b < lossBlock.length; b++) {
            for (int i = ranking.blockStart(b); i < ranking.blockEnd(b); i++) {
                lossBlock[b] |= samples.loss(ranking.sample(i)) > 0;
            }
        }
    }

    /** {@code H_0, H_1, ..} far enough for resamples of {@code n} rows. */
    static double[] harmonicNumbers(int n) {
        double[] numbers = new double[(int) (n + 12 * Math.sqrt(n) + 64)];
        for (int i = 1; i < numbers.length; i++) {
            numbers[i] = numbers[i - 1] + 1.0 / i;
        }
        return numbers;
    }

    /** Walks down the ranking under the given weights. */
    void walk(double[] weights) {
        clear();
        totals(weights);
        wanted();
        firstOpen = true;
        Arrays.fill(falseAlarms, HUGE);
        for (int b = 0; b < lossBlock.length; b++) {
            int start = ranking.blockStart(b);
            int end = ranking.blockEnd(b);
            if (!lossBlock[b]) {
                for (int i = start; i < end; i++) {
                    add(a, weights, ranking.sample(i) * LANES);
                }
                continue;
            }
            join(weights, start, end);
            lookUp();
            areas();
            read();
            if (firstOpen) {
                openFirst();
            }
            advance();
        }
        finish();
    }

    private void clear() {
        for (double[] lane : List.of(
                total,
                totalLoss,
                a,
                e,
                settled,
                settledRisk,
                settledHarmonic,
                harmonicLoss,
                firstRisk,
                twiceArea,
                throughEnds,
                precision)) {
            Arrays.fill(lane, 0);
        }
        for (double[][] lanes : List.of(coverageAtRisk, lossAtCoverage, acceptedAtCoverage)) {
            for (double[] lane : lanes) {
                Arrays.fill(lane, 0);
            }
        }
    }

    private void totals(double[] weights) {
        for (int row = 0; row < samples.size(); row++) {
            add(total, weights, row * LANES);
            double loss = samples.loss(row);
            if (loss > 0) {
                addScaled(totalLoss, weights, row * LANES, loss);
            }
        }
    }

    private void wanted() {
        for (int c = 0; c < coverages.length; c++) {
            for (int lane = 0; lane < LANES; lane++) {
                double rows = Math.ceil(coverages[c] * total[lane]);
                wanted[c][lane] = (rows - 1) / total[lane] >= coverages[c] ? rows - 1 : rows;
            }
        }
    }

    private static void add(double[] sum, double[] weights, int offset) {
        for (int lane = 0; lane < LANES; lane++) {
            sum[lane] += weights[offset + lane];
        }
    }

    private static void addScaled(double[] sum, double[] weights, int offset, double factor) {
        for (int lane = 0; lane < LANES; lane++) {
            sum[lane] += weights[offset + lane] * factor;
        }
    }

    private void join(double[] weights, int start, int end) {
        Arrays.fill(m, 0);
        Arrays.fill(x, 0);
        for (int i = start; i < end; i++) {
            int row = ranking.sample(i);
            add(m, weights, row * LANES);
            addScaled(x, weights, row * LANES, samples.loss(row));
        }
        if (end - start == 1) {
            Arrays.fill(ratio, samples.loss(ranking.sample(start)));
        } else {
            for (int lane = 0; lane < LANES; lane++) {
                ratio[lane] = x[lane] / Math.max(m[lane], 1);
            }
        }
    }

    private void lookUp() {
        for (int lane = 0; lane < LANES; lane++) {
            int before = (int) a[lane];
            harmonicBefore[lane] = harmonic[before];
            harmonicAfter[lane] = harmonic[before + (int) m[lane]];
        }
    }

    private void areas() {
        double[] risksSum = harmonicLoss;
        double[] areaSum = twiceArea;
        double[] endsSum = throughEnds;
        double[] precisionSum = precision;
        for (int lane = 0; lane < LANES; lane++) {
            double before = a[lane];
            double after = before + m[lane];
            double loss = e[lane];
            double riskBefore = loss / Math.max(before, 1);
            double riskAfter = (loss + x[lane]) / Math.max(after, 1);
            risksSum[lane] += ratio[lane] * (after * harmonicAfter[lane] - before * harmonicBefore[lane] - m[lane]);
            areaSum[lane] += 2 * loss * (after - settled[lane]) + m[lane] * x[lane];
            endsSum[lane] += loss * (harmonicBefore[lane] - settledHarmonic[lane])
                    + 0.5 * (settledRisk[lane] - riskBefore)
                    + 0.5 * m[lane] * (riskBefore + riskAfter);
            precisionSum[lane] += x[lane] * (totalLoss[lane] - loss) / Math.max(total[lane] - before, 1);
            settledRisk[lane] = riskAfter;
        }
    }

    /** 1 if the number is not negative, else 0; without a branch. */
    private static double step(double number) {
        return Math.min(1, Math.max(0, number * HUGE + 1));
    }

    private void read() {
        for (int r = 0; r < risks.length; r++) {
            readRisk(risks[r], coverageAtRisk[r]);
        }
        for (int c = 0; c < coverages.length; c++) {
            readCoverage(wanted[c], lossAtCoverage[c], acceptedAtCoverage[c]);
        }
        for (int lane = 0; lane < LANES; lane++) {
            double enough = step(0.05 * totalLoss[lane] - e[lane]);
            double rejected = total[lane] - a[lane] - totalLoss[lane] + e[lane];
            falseAlarms[lane] = Math.min(falseAlarms[lane], rejected + (1 - enough) * HUGE);
        }
    }

    private void readRisk(double risk, double[] best) {
        for (int lane = 0; lane < LANES; lane++) {
            best[lane] = Math.max(best[lane], a[lane] * step(risk - e[lane] / Math.max(a[lane], 1)));
        }
    }

    private void readCoverage(double[] least, double[] loss, double[] accepted) {
        for (int lane = 0; lane < LANES; lane++) {
            double below = 1 - step(a[lane] - least[lane]);
            loss[lane] += below * x[lane];
            accepted[lane] = Math.max(accepted[lane], below * (a[lane] + m[lane]));
        }
    }

    /** The first block has no risk before it: its own extends to coverage 0. */
    private void openFirst() {
        firstOpen = false;
        for (int lane = 0; lane < LANES; lane++) {
            if (a[lane] == 0 && m[lane] > 0) {
                firstRisk[lane] = x[lane] / m[lane];
                throughEnds[lane] += 0.5 * x[lane];
            }
            firstOpen |= a[lane] + m[lane] == 0;
        }
    }

    private void advance() {
        for (int lane = 0; lane < LANES; lane++) {
            double after = a[lane] + m[lane];
            a[lane] = after;
            settled[lane] = after;
            settledHarmonic[lane] = harmonicAfter[lane];
            e[lane] += x[lane];
        }
    }

    /** The stretch behind the last block with a loss. */
    private void finish() {
        for (int lane = 0; lane < LANES; lane++) {
            double n = total[lane];
            double loss = e[lane];
            twiceArea[lane] += 2 * loss * (n - settled[lane]);
            throughEnds[lane] += loss * (harmonic[(int) n] - settledHarmonic[lane])
                    + 0.5 * (settledRisk[lane] - loss / Math.max(n, 1));
        }
        for (int r = 0; r < risks.length; r++) {
            readRisk(risks[r], coverageAtRisk[r]);
        }
    }

    /** Number of rows of a resample. */
    double total(int lane) {
        return total[lane];
    }

    /** Sum of the losses of a resample. */
    double totalLoss(int lane) {
        return totalLoss[lane];
    }

    /** {@code sum_i r_i}. */
    double sumOfRisks(int lane) {
        return harmonic[(int) total[lane]] * totalLoss[lane] - harmonicLoss[lane];
    }

    /** The AURC of a perfect ranking of 0/1 losses; NaN for other losses, whose order a resample does not know. */
    double oracle(int lane) {
        if (!samples.binary()) {
            return Double.NaN;
        }
        int n = (int) total[lane];
        int right = n - (int) totalLoss[lane];
        return (totalLoss[lane] - right * (harmonic[n] - harmonic[right])) / n;
    }

    /** Risk of the surest block. */
    double firstRisk(int lane) {
        return firstRisk[lane];
    }

    /** Area under the cumulative loss. */
    double cumulativeArea(int lane) {
        return twiceArea[lane] / 2;
    }

    /** Area through the ends of the blocks, times the number of rows. */
    double areaThroughEnds(int lane) {
        return throughEnds[lane];
    }

    /** Average precision times the total loss. */
    double precision(int lane) {
        return precision[lane];
    }

    /** Right rows rejected where 95 % of the loss is rejected. */
    double falseAlarms(int lane) {
        return falseAlarms[lane];
    }

    /** The largest coverage within the risk at a position of the plan; 0 if there is none. */
    double coverageAtRisk(int r, int lane) {
        return coverageAtRisk[r][lane] / total[lane];
    }

    /** The risk at the coverage at a position of the plan. */
    double riskAtCoverage(int c, int lane) {
        return lossAtCoverage[c][lane] / Math.max(wanted[c][lane], acceptedAtCoverage[c][lane]);
    }
}
