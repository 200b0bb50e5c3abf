package io.demur.evaluation;

import io.demur.metric.Ranking;
import io.demur.metric.ScoredLosses;
import java.util.Arrays;

/**
 * The metrics of one score under {@link PoissonWeights#LANES} resamples at once, in one walk down the ranking.
 *
 * <p>The order of the rows never changes, only how often each occurs. Between two blocks with a loss the curve is known
 * from counts alone, so rows without loss cost one addition, and what depends on the rank comes from a
 * {@link RankTable}: there is no division and no branch on the data in {@link #sum}, where the time goes. Ties within a
 * resample are those of the ranking; in the stretches without loss, copies of one row count as adjacent ranks.
 *
 * <p>At a block, {@code a} rows with loss {@code e} were accepted before, {@code m} rows with loss {@code x} join.
 */
final class ResampledCurve {
    private static final int LANES = PoissonWeights.LANES;
    /** Blocks with a loss between two looks at {@link ResampledPoints}. */
    private static final int CHUNK = 32;

    /** What a walk adds up. */
    private enum Sums {
        /** Points of the curve alone. */
        POINTS,
        /** And the areas under it. */
        AREAS
    }

    private final Sums sums;
    private final int[] order;
    private final ScoredLosses samples;
    private final RankTable table;
    private final ResampledPoints points;
    /** Ranks at which the blocks with a loss start and end. */
    private final int[] lossStart;

    private final int[] lossEnd;

    private int[] total = new int[LANES];
    private double[] totalLoss = new double[LANES];
    private final int[] a = new int[LANES];
    private final double[] e = new double[LANES];
    private final int[] m = new int[LANES];
    private final double[] x = new double[LANES];
    /** Mean loss of the block's rows. */
    private final double[] ratio = new double[LANES];

    private final int[] chunkRows = new int[LANES];
    private final double[] chunkLoss = new double[LANES];
    private boolean firstOpen;

    /** {@code sum over rows of loss times sum of H up to its rank}. */
    private final double[] harmonicLoss = new double[LANES];

    private final double[] firstRisk = new double[LANES];
    /** Twice the loss times the mean rank. */
    private final double[] rankLoss = new double[LANES];

    private final double[] throughEnds = new double[LANES];
    private final double[] precision = new double[LANES];

    ResampledCurve(Ranking ranking, ScoredLosses samples, EvaluationPlan plan, RankTable table) {
        this(ranking, samples, plan, table, Sums.AREAS);
    }

    private ResampledCurve(Ranking ranking, ScoredLosses samples, EvaluationPlan plan, RankTable table, Sums sums) {
        this.sums = sums;
        this.samples = samples;
        this.table = table;
        points = new ResampledPoints(plan);
        order = new int[ranking.size()];
        Arrays.setAll(order, ranking::sample);
        int[] starts = new int[ranking.blocks()];
        int[] ends = new int[ranking.blocks()];
        int blocks = 0;
        for (int b = 0; b < ranking.blocks(); b++) {
            boolean loss = false;
            for (int i = ranking.blockStart(b); i < ranking.blockEnd(b); i++) {
                loss |= samples.loss(order[i]) > 0;
            }
            if (loss) {
                starts[blocks] = ranking.blockStart(b);
                ends[blocks++] = ranking.blockEnd(b);
            }
        }
        lossStart = Arrays.copyOf(starts, blocks);
        lossEnd = Arrays.copyOf(ends, blocks);
    }

    /** Knows points alone, in less time. */
    static ResampledCurve ofPoints(ScoredLosses samples, EvaluationPlan plan) {
        return new ResampledCurve(samples.ranking(), samples, plan, new RankTable(0), Sums.POINTS);
    }

    /** Walks down the ranking under the given weights. */
    void walk(Resamples resamples) {
        total = resamples.total();
        totalLoss = resamples.totalLoss();
        points.begin(resamples);
        for (double[] lane : new double[][] {e, harmonicLoss, firstRisk, rankLoss, throughEnds, precision}) {
            Arrays.fill(lane, 0);
        }
        Arrays.fill(a, 0);
        firstOpen = true;
        int[] weight = resamples.weight();
        for (int from = 0; from < lossStart.length; from += CHUNK) {
            int to = Math.min(from + CHUNK, lossStart.length);
            System.arraycopy(a, 0, chunkRows, 0, LANES);
            System.arraycopy(e, 0, chunkLoss, 0, LANES);
            for (int b = from; b < to; b++) {
                meet(weight, b);
                if (sums == Sums.AREAS) {
                    sum();
                } else {
                    join();
                }
            }
            if (points.pass(chunkRows, chunkLoss, a, e)) {
                walkAgain(weight, from, to);
            }
        }
        int last = lossEnd.length == 0 ? 0 : lossEnd[lossEnd.length - 1];
        skip(weight, last, order.length);
        points.attain(a, e);
        for (int lane = 0; sums == Sums.AREAS && lane < LANES; lane++) {
            throughEnds[lane] += e[lane] * table.trapezoids(a[lane]);
        }
    }

    private void walkAgain(int[] weight, int from, int to) {
        System.arraycopy(chunkRows, 0, a, 0, LANES);
        System.arraycopy(chunkLoss, 0, e, 0, LANES);
        for (int b = from; b < to; b++) {
            meet(weight, b);
            points.join(a, e, m, x);
            join();
        }
    }

    /** Accepts the block. */
    private void join() {
        for (int lane = 0; lane < LANES; lane++) {
            a[lane] += m[lane];
            e[lane] += x[lane];
        }
    }

    /** Goes to the start of a block and looks at its rows. */
    private void meet(int[] weight, int block) {
        int start = lossStart[block];
        int end = lossEnd[block];
        skip(weight, block == 0 ? 0 : lossEnd[block - 1], start);
        if (end - start == 1) {
            meetOne(weight, order[start] * LANES, samples.loss(order[start]));
        } else {
            meetTied(weight, start, end);
        }
    }

    private void skip(int[] weight, int start, int end) {
        for (int i = start; i < end; i++) {
            add(a, weight, order[i] * LANES);
        }
    }

    /** A method of its own: the compiler makes vector instructions of this loop, but not inside the other. */
    private static void add(int[] sum, int[] weight, int offset) {
        for (int lane = 0; lane < LANES; lane++) {
            sum[lane] += weight[offset + lane];
        }
    }

    private void meetOne(int[] weight, int offset, double loss) {
        for (int lane = 0; lane < LANES; lane++) {
            m[lane] = weight[offset + lane];
            x[lane] = m[lane] * loss;
            ratio[lane] = loss;
        }
    }

    private void meetTied(int[] weight, int start, int end) {
        Arrays.fill(m, 0);
        Arrays.fill(x, 0);
        for (int i = start; i < end; i++) {
            int offset = order[i] * LANES;
            double loss = samples.loss(order[i]);
            for (int lane = 0; lane < LANES; lane++) {
                m[lane] += weight[offset + lane];
                x[lane] += weight[offset + lane] * loss;
            }
        }
        for (int lane = 0; lane < LANES; lane++) {
            ratio[lane] = x[lane] / Math.max(m[lane], 1);
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

    /** Adds the block to all areas and accepts it. */
    private void sum() {
        if (firstOpen) {
            openFirst();
        }
        double[] rank = table.values();
        for (int lane = 0; lane < LANES; lane++) {
            int rows = m[lane];
            int before = a[lane] * RankTable.WIDTH;
            int after = before + rows * RankTable.WIDTH;
            int rejected = total[lane] * RankTable.WIDTH - before;
            double loss = e[lane];
            double more = x[lane];
            double half = 0.5 * rows;
            harmonicLoss[lane] += ratio[lane] * (rank[after + RankTable.SUM] - rank[before + RankTable.SUM]);
            rankLoss[lane] += more * (2 * a[lane] + rows);
            throughEnds[lane] += loss * (rank[before + RankTable.TRAPEZOIDS] + half * rank[before + RankTable.INVERSE])
                    - (loss + more) * (rank[after + RankTable.TRAPEZOIDS] - half * rank[after + RankTable.INVERSE]);
            precision[lane] += more * (totalLoss[lane] - loss) * rank[rejected + RankTable.INVERSE];
            a[lane] += rows;
            e[lane] = loss + more;
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
        return table.harmonic(total[lane]) * totalLoss[lane] - harmonicLoss[lane];
    }

    /** Risk of the surest block. */
    double firstRisk(int lane) {
        return firstRisk[lane];
    }

    /** Area under the cumulative loss. */
    double cumulativeArea(int lane) {
        return total(lane) * totalLoss[lane] - rankLoss[lane] / 2;
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
        return points.falseAlarms(lane);
    }

    /** The largest coverage within the risk at a position of the plan; 0 if there is none. */
    double coverageAtRisk(int r, int lane) {
        return points.coverageAtRisk(r, lane);
    }

    /** The risk at the coverage at a position of the plan. */
    double riskAtCoverage(int c, int lane) {
        return points.riskAtCoverage(c, lane);
    }
}
