package io.demur.evaluation;

import io.demur.evaluation.ScoreEvaluation.CoverageAt;
import io.demur.evaluation.ScoreEvaluation.RiskAt;
import io.demur.math.Interval;
import io.demur.metric.CurveMetric;
import io.demur.metric.Ranking;
import io.demur.metric.ScoredLosses;
import io.demur.score.ScoredRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Percentile intervals from resamples of the rows, for every number of every score. All scores see the same resamples.
 * A resample in which a number does not exist (no mistake was drawn) takes no part in its interval.
 */
final class BootstrapIntervals {
    private static final int LANES = PoissonWeights.LANES;

    private final EvaluationPlan plan;
    private final PoissonWeights weights;
    private final RankTable table;
    private final List<Ranking> rankings;
    private final List<ScoredLosses> samples;
    /** By score, number (metrics, coverages at risk, risks at coverage) and resample. */
    private final double[][][] draws;

    private BootstrapIntervals(ScoredRows rows, double[] losses, long[] keys, EvaluationPlan plan) {
        this.plan = plan;
        weights = new PoissonWeights(keys, plan.seed());
        table = RankTable.forResamplesOf(keys.length);
        double[] canonicalLosses = weights.canonical(losses);
        samples = Parallel.map(
                plan.threads(),
                plan.scores(),
                score -> ScoredLosses.of(weights.canonical(rows.confidence(score)), canonicalLosses));
        rankings = Parallel.map(plan.threads(), samples, ScoredLosses::ranking);
        int numbers = CurveMetric.values().length
                + plan.risks().size()
                + plan.coverages().size();
        draws = new double[plan.scores().size()][numbers][plan.resamples()];
    }

    /** The same evaluations with bootstrap intervals instead of whatever they had. */
    static List<ScoreEvaluation> replaceIntervals(
            List<ScoreEvaluation> scores, ScoredRows rows, double[] losses, long[] keys, EvaluationPlan plan) {
        BootstrapIntervals bootstrap = new BootstrapIntervals(rows, losses, keys, plan);
        bootstrap.draw();
        List<ScoreEvaluation> replaced = new ArrayList<>();
        for (int s = 0; s < scores.size(); s++) {
            replaced.add(bootstrap.replace(scores.get(s), bootstrap.draws[s]));
        }
        return replaced;
    }

    private void draw() {
        int batches = (plan.resamples() + LANES - 1) / LANES;
        List<Integer> workers = IntStream.range(0, plan.threads()).boxed().toList();
        Parallel.map(plan.threads(), workers, worker -> {
            Resamples drawn = new Resamples(weights.size());
            List<ResampledCurve> curves = IntStream.range(0, rankings.size())
                    .mapToObj(s -> new ResampledCurve(rankings.get(s), samples.get(s), plan, table))
                    .toList();
            for (int batch = worker; batch < batches; batch += plan.threads()) {
                weights.draw(batch, drawn.weight());
                drawn.sum(samples.get(0));
                for (int s = 0; s < curves.size(); s++) {
                    curves.get(s).walk(drawn);
                    store(curves.get(s), draws[s], batch * LANES);
                }
            }
            return batches;
        });
    }

    private void store(ResampledCurve curve, double[][] target, int first) {
        int last = Math.min(plan.resamples(), first + LANES);
        for (int resample = first; resample < last; resample++) {
            int lane = resample - first;
            int number = 0;
            for (CurveMetric metric : CurveMetric.values()) {
                target[number++][resample] = ResampledMetric.of(metric, curve, lane);
            }
            for (int r = 0; r < plan.risks().size(); r++) {
                target[number++][resample] = curve.coverageAtRisk(r, lane);
            }
            for (int c = 0; c < plan.coverages().size(); c++) {
                target[number++][resample] = curve.riskAtCoverage(c, lane);
            }
        }
    }

    private ScoreEvaluation replace(ScoreEvaluation score, double[][] numbers) {
        Map<CurveMetric, Estimate> metrics = new EnumMap<>(CurveMetric.class);
        int number = 0;
        for (CurveMetric metric : CurveMetric.values()) {
            metrics.put(metric, with(score.metric(metric), numbers[number++]));
        }
        List<CoverageAt> coverages = new ArrayList<>();
        for (CoverageAt at : score.coveragesAtRisk()) {
            coverages.add(new CoverageAt(at.risk(), with(at.coverage(), numbers[number++])));
        }
        List<RiskAt> risks = new ArrayList<>();
        for (RiskAt at : score.risksAtCoverage()) {
            risks.add(new RiskAt(at.coverage(), at.attained(), with(at.risk(), numbers[number++])));
        }
        return new ScoreEvaluation(
                score.score(),
                metrics,
                coverages,
                risks,
                score.calibrationOfAccepted(),
                score.classesOfAccepted(),
                score.curve(),
                score.reasons());
    }

    private Estimate with(Estimate estimate, double[] drawn) {
        double[] sorted =
                Arrays.stream(drawn).filter(x -> !Double.isNaN(x)).sorted().toArray();
        if (sorted.length < 2) {
            return estimate;
        }
        double tail = (1 - plan.confidence()) / 2;
        Interval interval = new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
        return estimate.with(interval, Estimate.Method.BOOTSTRAP);
    }

    /** Linear interpolation between order statistics. */
    static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
