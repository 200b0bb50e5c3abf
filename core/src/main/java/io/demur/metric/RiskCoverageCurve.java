package io.demur.metric;

import io.demur.logits.InputException;
import io.demur.math.LossSum;
import java.util.Arrays;

/**
 * The risk-coverage curve as counts: for every tie block, from the surest down, how many samples are accepted when its
 * confidence is the threshold, and the sum of their losses. A threshold cannot split a tie, so these are all the points
 * the curve has; every metric of selective classification is a function of them.
 *
 * <p>Loss sums do not depend on the order of the samples (see {@link LossSum}); for 0/1 losses they are whole numbers.
 * Carries its oracle, the curve of the same losses in perfect order.
 */
public final class RiskCoverageCurve {
    /** By how much of its size a sum of losses may be off. */
    private static final double ROUNDING = 1e-12;

    private final CurvePoints points;
    private final double[] sortedLosses;
    private final double[] sortedCounts;

    /** Computed when first asked for; every AURC follows from it. */
    private double sumOfRisks = Double.NaN;

    /** Takes the arrays over. Blocks of losses, ascending: {@code sortedLosses[i]} occurs {@code sortedCounts[i]} times. */
    RiskCoverageCurve(double[] confidence, long[] accepted, double[] loss, double[][] sortedLosses) {
        this(new CurvePoints.InMemory(confidence, accepted, loss), sortedLosses);
    }

    /** The same with points that are kept elsewhere. */
    RiskCoverageCurve(CurvePoints points, double[][] sortedLosses) {
        this.points = points;
        this.sortedLosses = sortedLosses[0];
        this.sortedCounts = sortedLosses[1];
    }

    /** The exact curve of all samples. */
    public static RiskCoverageCurve of(ScoredLosses samples) {
        return of(Ranking.of(samples.confidences()), samples);
    }

    /** The exact curve, given the ranking of the samples' confidences. */
    public static RiskCoverageCurve of(Ranking ranking, ScoredLosses samples) {
        int blocks = ranking.blocks();
        long[] accepted = new long[blocks];
        for (int b = 0; b < blocks; b++) {
            accepted[b] = ranking.blockEnd(b);
        }
        double[] loss = samples.binary() ? countedLosses(ranking, samples) : summedLosses(ranking, samples);
        return new RiskCoverageCurve(ranking.confidences(), accepted, loss, sortedLosses(samples, loss[blocks - 1]));
    }

    private static double[] countedLosses(Ranking ranking, ScoredLosses samples) {
        double[] loss = new double[ranking.blocks()];
        int wrong = 0;
        for (int b = 0, i = 0; b < loss.length; b++) {
            for (int end = ranking.blockEnd(b); i < end; i++) {
                wrong += samples.wrong(ranking.sample(i)) ? 1 : 0;
            }
            loss[b] = wrong;
        }
        return loss;
    }

    private static double[] summedLosses(Ranking ranking, ScoredLosses samples) {
        double[] loss = new double[ranking.blocks()];
        long high = 0;
        long low = 0;
        for (int b = 0, i = 0; b < loss.length; b++) {
            for (int end = ranking.blockEnd(b); i < end; i++) {
                double l = samples.loss(ranking.sample(i));
                high += LossSum.high(l);
                low += LossSum.low(l);
            }
            loss[b] = LossSum.value(high, low);
        }
        return loss;
    }

    /**
     * The exact curve of errors that were counted per distinct confidence, for example by a database.
     *
     * @param confidence falling, no two equal
     * @param samples how many have it
     * @param errors how many of those are wrong
     * @throws InputException if there is none, or the three do not fit
     */
    public static RiskCoverageCurve ofErrors(double[] confidence, long[] samples, long[] errors) {
        if (samples.length == 0 || confidence.length != samples.length || errors.length != samples.length) {
            throw new InputException(
                    "counts", confidence.length + " confidences, " + samples.length + " counts, " + errors.length);
        }
        long[] accepted = new long[samples.length];
        double[] loss = new double[samples.length];
        long all = 0;
        long wrong = 0;
        for (int b = 0; b < samples.length; b++) {
            if (errors[b] < 0
                    || samples[b] < Math.max(1, errors[b])
                    || (b > 0 && !(confidence[b] < confidence[b - 1]))) {
                throw new InputException(
                        "count " + b, errors[b] + " of " + samples[b] + " wrong at confidence " + confidence[b]);
            }
            all += samples[b];
            wrong += errors[b];
            accepted[b] = all;
            loss[b] = wrong;
        }
        return new RiskCoverageCurve(confidence.clone(), accepted, loss, binaryLosses(all, wrong));
    }

    private static double[][] sortedLosses(ScoredLosses samples, double total) {
        if (samples.binary()) {
            return binaryLosses(samples.size(), total);
        }
        double[] sorted = samples.losses().clone();
        Arrays.sort(sorted);
        return runs(sorted);
    }

    /** Equal neighbours counted together, as {@link BoundedAccumulator} counts them: the same digits of the oracle. */
    private static double[][] runs(double[] sorted) {
        double[] value = new double[sorted.length];
        double[] count = new double[sorted.length];
        int runs = 0;
        for (double x : sorted) {
            if (runs == 0 || value[runs - 1] != x) {
                value[runs++] = x;
            }
            count[runs - 1]++;
        }
        return new double[][] {Arrays.copyOf(value, runs), Arrays.copyOf(count, runs)};
    }

    static double[][] binaryLosses(long samples, double wrong) {
        return new double[][] {{0, 1}, {samples - wrong, wrong}};
    }

    /** Number of samples {@code n}. */
    public long samples() {
        return points.accepted(points.size() - 1);
    }

    /** Number of attainable points. */
    public int points() {
        return points.size();
    }

    /** Samples accepted at a point. */
    public long accepted(int point) {
        return points.accepted(point);
    }

    /** Samples accepted at the point before, 0 at the first. */
    public long acceptedBefore(int point) {
        return point == 0 ? 0 : points.accepted(point - 1);
    }

    /** Sum of the losses of the accepted. */
    public double loss(int point) {
        return points.loss(point);
    }

    /** Sum of the losses at the point before, 0 at the first. */
    public double lossBefore(int point) {
        return point == 0 ? 0 : points.loss(point - 1);
    }

    /** The confidence of the samples that this point adds: the lowest accepted. */
    public double confidence(int point) {
        return points.confidence(point);
    }

    /** Share accepted, in (0, 1]. */
    public double coverage(int point) {
        return (double) points.accepted(point) / samples();
    }

    /** Mean loss of the accepted. */
    public double risk(int point) {
        return points.loss(point) / points.accepted(point);
    }

    /** Sum of all losses. */
    public double totalLoss() {
        return points.loss(points.size() - 1);
    }

    /** {@code sum_i r_i} over all numbers of accepted samples. */
    double sumOfRisks() {
        if (Double.isNaN(sumOfRisks)) {
            sumOfRisks = Aurc.sumOfRisks(this);
        }
        return sumOfRisks;
    }

    /** Whether the losses never fall along the ranking and are equal within every block. */
    boolean perfect() {
        double rounding = ROUNDING * Math.max(1, totalLoss());
        int run = 0;
        double left = sortedCounts[0];
        for (int point = 0; point < points(); point++) {
            long count = accepted(point) - acceptedBefore(point);
            while (left == 0) {
                left = sortedCounts[++run];
            }
            // All losses still to come are at least those of the run, so an equal sum is of equal losses.
            if (count > left || loss(point) - lossBefore(point) > sortedLosses[run] * count + rounding) {
                return false;
            }
            left -= count;
        }
        return true;
    }

    /** Mean loss without abstention. */
    public double fullRisk() {
        return risk(points() - 1);
    }

    /** The curve of a perfect ranking: samples in order of rising loss, no two tied. */
    Oracle oracle() {
        return new Oracle(sortedLosses, sortedCounts);
    }

    /** The curve of a constant confidence: one point. */
    RiskCoverageCurve constant() {
        return withBlocks(new double[1], new long[] {samples()}, new double[] {totalLoss()});
    }

    /** Other blocks of the same losses. */
    RiskCoverageCurve withBlocks(double[] blockConfidence, long[] blockAccepted, double[] blockLoss) {
        return new RiskCoverageCurve(
                blockConfidence, blockAccepted, blockLoss, new double[][] {sortedLosses, sortedCounts});
    }

    /**
     * Why no ranking can be judged: all losses are equal. Empty where it can.
     */
    public java.util.Optional<ReasonCode> degenerate() {
        if (totalLoss() == 0) {
            return java.util.Optional.of(ReasonCode.ALL_RIGHT);
        }
        if (totalLoss() == samples()) {
            return java.util.Optional.of(ReasonCode.ALL_WRONG);
        }
        boolean equal = Arrays.stream(sortedCounts).filter(count -> count > 0).count() == 1;
        return equal ? java.util.Optional.of(ReasonCode.ONE_LOSS) : java.util.Optional.empty();
    }
}
