package io.demur.guarantee;

import io.demur.logits.InputException;
import io.demur.metric.ScoredLosses;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The thresholds that a procedure may certify, surest first, with what the tuning sample showed at each: fixed before
 * anything of the certification sample is looked at.
 *
 * <p>{@link #from(ScoredLosses)} takes at most {@value #MOST} midpoints between adjacent distinct tuning confidences,
 * spread evenly over coverage, and {@link #ACCEPT_ALL}. Where two confidences are adjacent doubles the midpoint is the
 * upper one. An infinite confidence counts as the largest finite double when midpoints are taken, so every threshold
 * is finite. All tuning confidences equal leave {@code ACCEPT_ALL} alone.
 */
public final class Candidates {
    /** The largest number of midpoints taken from a tuning sample. */
    public static final int MOST = 200;

    /** The threshold that accepts every confidence but negative infinity: the smallest finite double. */
    public static final double ACCEPT_ALL = -Double.MAX_VALUE;

    private final double[] descending;
    private final RiskTest test;
    private final ThresholdCounts tuning;

    private Candidates(double[] descending, RiskTest test, ThresholdCounts tuning) {
        this.descending = descending;
        this.test = test;
        this.tuning = tuning;
    }

    /** Candidates from a tuning sample, to be tested in the way that suits its losses. */
    public static Candidates from(ScoredLosses tuning) {
        return from(tuning, RiskTest.suiting(tuning));
    }

    /**
     * As above with the test chosen by the caller, where a loss that is not 0/1 may happen to look so.
     *
     * @throws InputException if the exact test is asked for and a loss is not 0/1
     */
    public static Candidates from(ScoredLosses tuning, RiskTest test) {
        TuningScores scores = TuningScores.of(tuning);
        IntStream chosen = chosen(scores.boundaries(), scores, tuning.size());
        double[] midpoints = chosen.mapToDouble(scores::threshold).toArray();
        double[] thresholds = DoubleStream.concat(Arrays.stream(midpoints), DoubleStream.of(ACCEPT_ALL))
                .distinct()
                .toArray();
        return counted(thresholds, test, tuning);
    }

    private static IntStream chosen(int[] boundaries, TuningScores scores, long n) {
        if (boundaries.length <= MOST) {
            return Arrays.stream(boundaries);
        }
        return IntStream.rangeClosed(1, MOST)
                .map(j -> scores.nearest(n * j / (MOST + 1)))
                .distinct();
    }

    /** One threshold and what the tuning sample shows there. */
    static Candidates single(double threshold, ScoredLosses tuning, RiskTest test) {
        return counted(new double[] {threshold}, test, tuning);
    }

    /** No candidate: what a group without tuning samples has. */
    static Candidates none(RiskTest test) {
        return new Candidates(new double[0], test, ThresholdCounts.none(0));
    }

    private static Candidates counted(double[] descending, RiskTest test, ScoredLosses tuning) {
        ThresholdCounts counts = ThresholdCounts.of(descending, tuning);
        requireSuitable(test, counts, "tuning losses");
        return new Candidates(descending, test, counts);
    }

    /**
     * Thresholds that the caller fixed without looking at the certification sample. Without tuning counts, fixed-sequence
     * testing starts at the largest one, which should therefore be where success is surest.
     *
     * @throws InputException if there is none or one is not finite
     */
    public static Candidates of(RiskTest test, double... thresholds) {
        for (double threshold : thresholds) {
            if (!Double.isFinite(threshold)) {
                throw new InputException("threshold", threshold + " is not a finite number");
            }
        }
        if (thresholds.length == 0) {
            throw new InputException("thresholds", "there is none to test");
        }
        double[] ascending =
                Arrays.stream(thresholds).map(t -> t + 0.0).sorted().distinct().toArray();
        double[] descending = IntStream.rangeClosed(1, ascending.length)
                .mapToDouble(i -> ascending[ascending.length - i])
                .toArray();
        return new Candidates(descending, test, ThresholdCounts.none(descending.length));
    }

    static void requireSuitable(RiskTest test, ThresholdCounts counts, String where) {
        if (test == RiskTest.EXACT_BINOMIAL && !counts.binary()) {
            throw new InputException(
                    where,
                    "some are neither 0 nor 1, but the test is for errors",
                    "make the candidates with RiskTest.HOEFFDING_BENTKUS");
        }
    }

    /** Number of candidates. */
    public int size() {
        return descending.length;
    }

    /** Candidate {@code i}; they fall, so coverage rises. */
    public double threshold(int i) {
        return descending[i];
    }

    /** How the hypothesis at each candidate is tested. */
    public RiskTest test() {
        return test;
    }

    /** What the tuning sample showed: all zero for thresholds given by the caller. */
    public ThresholdCounts tuning() {
        return tuning;
    }

    double[] descending() {
        return descending;
    }
}
