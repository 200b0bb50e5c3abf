package io.demur.evaluation;

import java.util.Arrays;

/**
 * What is read off single points of a resampled curve: coverage at a risk, risk at a coverage, false alarms at 95 % of
 * the loss found. A walk tells, chunk by chunk, where it began and ended; mostly that is all there is to know, and where
 * a point may lie inside, the chunk is walked again and told block by block.
 */
final class ResampledPoints {
    private static final int LANES = PoissonWeights.LANES;
    private static final double TPR = 0.95;

    private final double[] risks;
    private final double[] coverages;
    private final double[][] acceptedAtRisk;
    /** The fewest rows that make up each coverage. */
    private final int[][] wanted;

    private final double[][] lossAtCoverage;
    private final int[][] acceptedAtCoverage;
    private final double[] falseAlarms = new double[LANES];
    private int[] total = new int[LANES];
    private double[] totalLoss = new double[LANES];

    ResampledPoints(EvaluationPlan plan) {
        risks = plan.risks().stream().mapToDouble(r -> r).toArray();
        coverages = plan.coverages().stream().mapToDouble(c -> c).toArray();
        acceptedAtRisk = new double[risks.length][LANES];
        wanted = new int[coverages.length][LANES];
        lossAtCoverage = new double[coverages.length][LANES];
        acceptedAtCoverage = new int[coverages.length][LANES];
    }

    void begin(Resamples resamples) {
        total = resamples.total();
        totalLoss = resamples.totalLoss();
        for (double[] accepted : acceptedAtRisk) {
            Arrays.fill(accepted, 0);
        }
        for (int c = 0; c < coverages.length; c++) {
            Arrays.fill(lossAtCoverage[c], 0);
            Arrays.fill(acceptedAtCoverage[c], 0);
            for (int lane = 0; lane < LANES; lane++) {
                int rows = (int) Math.ceil(coverages[c] * total[lane]);
                wanted[c][lane] = (double) (rows - 1) / total[lane] >= coverages[c] ? rows - 1 : rows;
            }
        }
    }

    private boolean found(double loss, int lane) {
        return totalLoss[lane] - loss >= TPR * totalLoss[lane];
    }

    /**
     * Takes note of blocks between two points, of which the last ends at the second.
     *
     * @return whether they must be told one by one
     */
    boolean pass(int[] fromRows, double[] fromLoss, int[] toRows, double[] toLoss) {
        boolean again = false;
        for (int lane = 0; lane < LANES; lane++) {
            int from = fromRows[lane];
            int to = toRows[lane];
            again |= found(fromLoss[lane], lane) && !found(toLoss[lane], lane);
            for (int r = 0; r < risks.length; r++) {
                if (from > 0 && toLoss[lane] / from <= risks[r]) {
                    acceptedAtRisk[r][lane] = to;
                } else {
                    again |= to > 0 && fromLoss[lane] / to <= risks[r];
                }
            }
            for (int c = 0; c < coverages.length; c++) {
                if (to < wanted[c][lane]) {
                    lossAtCoverage[c][lane] = toLoss[lane];
                    acceptedAtCoverage[c][lane] = to;
                } else {
                    again |= from < wanted[c][lane];
                }
            }
        }
        return again;
    }

    /** Takes note of one block: {@code m} rows with loss {@code x} join {@code a} rows with loss {@code e}. */
    void join(int[] a, double[] e, int[] m, double[] x) {
        attain(a, e);
        for (int lane = 0; lane < LANES; lane++) {
            if (found(e[lane], lane)) {
                falseAlarms[lane] = total[lane] - a[lane] - totalLoss[lane] + e[lane];
            }
            for (int c = 0; c < coverages.length; c++) {
                if (a[lane] < wanted[c][lane]) {
                    lossAtCoverage[c][lane] = e[lane] + x[lane];
                    acceptedAtCoverage[c][lane] = a[lane] + m[lane];
                }
            }
        }
    }

    /** Takes note of a point of the curve. */
    void attain(int[] a, double[] e) {
        for (int r = 0; r < risks.length; r++) {
            for (int lane = 0; lane < LANES; lane++) {
                if (a[lane] > 0 && e[lane] / a[lane] <= risks[r]) {
                    acceptedAtRisk[r][lane] = a[lane];
                }
            }
        }
    }

    double falseAlarms(int lane) {
        return falseAlarms[lane];
    }

    double coverageAtRisk(int r, int lane) {
        return acceptedAtRisk[r][lane] / total[lane];
    }

    double riskAtCoverage(int c, int lane) {
        return lossAtCoverage[c][lane] / Math.max(wanted[c][lane], acceptedAtCoverage[c][lane]);
    }
}
