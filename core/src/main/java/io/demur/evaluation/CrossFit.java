package io.demur.evaluation;

import io.demur.math.Interval;
import io.demur.metric.Aurc;
import io.demur.metric.CoverageAtRisk;
import io.demur.metric.CurveMetric;
import io.demur.metric.ScoredLosses;
import io.demur.score.LogitNorm;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import io.demur.score.ScoredRows;
import io.demur.smoothing.DiagnosisEvidence.Gain;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What logit normalisation gains over msp on rows that did not choose its order: two halves by content and seed, each judging
 * the order that the other chose. Numbers are means over the halves, weighted by their rows; the variances of the two paired
 * differences add, since the halves share no row.
 */
final class CrossFit {
    private static final int LANES = PoissonWeights.LANES;

    private final ScoredSample.Columns columns;
    private final long[] keys;
    private final DiagnosisPlan plan;

    private CrossFit(ScoredSample.Columns columns, long[] keys, DiagnosisPlan plan) {
        this.columns = columns;
        this.keys = keys;
        this.plan = plan;
    }

    /** Empty where no order competes, or a half has no error or nothing else. */
    static Optional<Gain> of(ScoredRows rows, DiagnosisPlan plan) {
        ScoredSample.Columns columns = ScoredSample.Columns.of(rows);
        List<Score> orders = orders(rows.classes());
        int[] first = columns.below(0.5, plan.seed());
        int[] second = columns.above(0.5, plan.seed());
        if (orders.isEmpty() || !mixed(columns, first) || !mixed(columns, second)) {
            return Optional.empty();
        }
        CrossFit fit = new CrossFit(columns, rows.keys(), plan);
        Score ofFirst = best(columns, orders, first);
        Score ofSecond = best(columns, orders, second);
        return Optional.of(
                fit.gain(List.of(ofFirst, ofSecond), fit.judge(ofSecond, first), fit.judge(ofFirst, second)));
    }

    /** The normalised scores that compete. */
    static List<Score> orders(int classes) {
        return ScoreFamily.of("logit-norm").candidates(classes).stream()
                .filter(LogitNorm.class::isInstance)
                .toList();
    }

    private static boolean mixed(ScoredSample.Columns columns, int... half) {
        if (half.length < 2) {
            return false;
        }
        double errors =
                RankedSamples.of(columns.losses(PlainScore.MSP, half)).curve().totalLoss();
        return errors > 0 && errors < half.length;
    }

    private static Score best(ScoredSample.Columns columns, List<Score> orders, int... half) {
        Score best = orders.get(0);
        double least = Double.POSITIVE_INFINITY;
        for (Score order : orders) {
            double area = Aurc.of(RankedSamples.of(columns.losses(order, half)).curve());
            if (area < least) {
                least = area;
                best = order;
            }
        }
        return best;
    }

    /** What one half finds: its paired difference, both coverages, and the coverage gained in each resample. */
    private static final class Half {
        private final PairedDifference difference;
        private final double mspCoverage;
        private final double normCoverage;
        private final double[] drawn;

        Half(PairedDifference difference, double mspCoverage, double normCoverage, double... drawn) {
            this.difference = difference;
            this.mspCoverage = mspCoverage;
            this.normCoverage = normCoverage;
            this.drawn = drawn;
        }

        double reach() {
            return (difference.interval().upper() - difference.interval().lower()) / 2;
        }
    }

    private Half judge(Score score, int... half) {
        ScoredLosses msp = columns.losses(PlainScore.MSP, half);
        ScoredLosses norm = columns.losses(score, half);
        RankedSamples ofMsp = RankedSamples.of(msp);
        RankedSamples ofNorm = RankedSamples.of(norm);
        PairedDifference difference = PairedDifference.of(
                        CurveMetric.AURC, ofMsp, ofNorm, plan.thresholds().confidence())
                .orElseThrow();
        return new Half(difference, coverage(ofMsp), coverage(ofNorm), draw(msp, norm, half));
    }

    private double coverage(RankedSamples ranked) {
        return CoverageAtRisk.of(ranked.curve(), plan.risk()).number().orElse(0);
    }

    private double[] draw(ScoredLosses msp, ScoredLosses norm, int... half) {
        double[] gained = new double[plan.resamples()];
        PoissonWeights weights =
                new PoissonWeights(Arrays.stream(half).mapToLong(i -> keys[i]).toArray(), plan.seed());
        ScoredLosses first = canonical(weights, msp);
        ScoredLosses second = canonical(weights, norm);
        EvaluationPlan at = EvaluationPlan.of(List.of(PlainScore.MSP)).at(List.of(plan.risk()), List.of());
        int batches = (plan.resamples() + LANES - 1) / LANES;
        Parallel.map(plan.threads(), IntStream.range(0, plan.threads()).boxed().toList(), worker -> {
            Resamples drawn = new Resamples(half.length);
            ResampledCurve before = ResampledCurve.ofPoints(first, at);
            ResampledCurve after = ResampledCurve.ofPoints(second, at);
            for (int batch = worker; batch < batches; batch += plan.threads()) {
                weights.draw(batch, drawn.weight());
                drawn.sum(first);
                before.walk(drawn);
                after.walk(drawn);
                for (int lane = 0; lane < LANES && batch * LANES + lane < gained.length; lane++) {
                    gained[batch * LANES + lane] = after.coverageAtRisk(0, lane) - before.coverageAtRisk(0, lane);
                }
            }
            return batches;
        });
        return gained;
    }

    private static ScoredLosses canonical(PoissonWeights weights, ScoredLosses samples) {
        double[] confidence = new double[samples.size()];
        double[] loss = new double[samples.size()];
        Arrays.setAll(confidence, samples::confidence);
        Arrays.setAll(loss, samples::loss);
        return ScoredLosses.of(weights.canonical(confidence), weights.canonical(loss));
    }

    private Gain gain(List<Score> scores, Half first, Half second) {
        double rows = first.difference.samples() + second.difference.samples();
        double share = first.difference.samples() / rows;
        double msp = mean(share, first.difference.first(), second.difference.first());
        double norm = mean(share, first.difference.second(), second.difference.second());
        double reach = Math.hypot(share * first.reach(), (1 - share) * second.reach());
        double[] drawn = new double[plan.resamples()];
        Arrays.setAll(drawn, i -> mean(share, first.drawn[i], second.drawn[i]));
        return new Gain(
                plan.seed(),
                scores,
                msp,
                norm,
                new Interval(msp - norm - reach, msp - norm + reach),
                plan.risk(),
                mean(share, first.mspCoverage, second.mspCoverage),
                mean(share, first.normCoverage, second.normCoverage),
                percentiles(drawn));
    }

    private static double mean(double share, double first, double second) {
        return share * first + (1 - share) * second;
    }

    private Optional<Interval> percentiles(double... drawn) {
        if (drawn.length < 2) {
            return Optional.empty();
        }
        Arrays.sort(drawn);
        double tail = (1 - plan.thresholds().confidence()) / 2;
        return Optional.of(
                new Interval(BootstrapIntervals.quantile(drawn, tail), BootstrapIntervals.quantile(drawn, 1 - tail)));
    }
}
