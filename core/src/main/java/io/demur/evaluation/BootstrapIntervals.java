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
 * Percentile intervals from resamples of the rows, for every number of every score and for the calibration of all rows.
 * All see the same resamples. A resample in which a number does not exist (no mistake was drawn) takes no part in its
 * interval.
 *
 * <p>A calibration error measured on resamples is larger than on the rows themselves, since bins with fewer distinct
 * rows scatter more: where calibration is good its interval lies high, and may lie above the number.
 */
final class BootstrapIntervals {
    private static final int LANES = PoissonWeights.LANES;

    private final EvaluationPlan plan;
    private final PoissonWeights weights;
    private final RankTable table;
    private final List<Ranking> rankings;
    private final List<ScoredLosses> samples;
    private final double[] losses;
    private final ResampledCalibration calibration;
    /** By score, number (metrics, coverages at risk, risks at coverage) and resample. */
    private final double[][][] draws;

    private final double[][] calibrationDraws;

    private BootstrapIntervals(ScoredRows rows, double[] losses, CalibrationData calibration, EvaluationPlan plan) {
        this.plan = plan;
        weights = new PoissonWeights(rows.keys(), plan.seed());
        table = RankTable.forResamplesOf(weights.size());
        this.losses = weights.canonical(losses);
        this.calibration = calibration.resampled(weights);
        samples = Parallel.map(
                plan.threads(),
                plan.scores(),
                score -> ScoredLosses.of(weights.canonical(rows.confidence(score)), this.losses));
        rankings = Parallel.map(plan.threads(), samples, ScoredLosses::ranking);
        int numbers = CurveMetric.values().length
                + plan.risks().size()
                + plan.coverages().size();
        draws = new double[plan.scores().size()][numbers][plan.resamples()];
        calibrationDraws = new double[4][plan.resamples()];
    }

    /** Draws as many resamples as the plan says. */
    static BootstrapIntervals of(ScoredRows rows, double[] losses, CalibrationData calibration, EvaluationPlan plan) {
        BootstrapIntervals bootstrap = new BootstrapIntervals(rows, losses, calibration, plan);
        bootstrap.draw();
        return bootstrap;
    }

    /** The same evaluations, in the order of the plan's scores, with these intervals instead of whatever they had. */
    List<ScoreEvaluation> replaceIn(List<ScoreEvaluation> scores) {
        List<ScoreEvaluation> replaced = new ArrayList<>();
        for (int s = 0; s < scores.size(); s++) {
            replaced.add(replace(scores.get(s), draws[s]));
        }
        return replaced;
    }

    /** The same calibration with these intervals; the error keeps its exact one. */
    Calibration replaceIn(Calibration whole) {
        return new Calibration(
                whole.samples(),
                whole.coverage(),
                whole.error(),
                with(whole.ece(), calibrationDraws[0]),
                with(whole.adaptiveEce(), calibrationDraws[1]),
                with(whole.logLoss(), calibrationDraws[2]),
                with(whole.brier(), calibrationDraws[3]),
                whole.reliability());
    }

    private void draw() {
        int batches = (plan.resamples() + LANES - 1) / LANES;
        List<Integer> workers = IntStream.range(0, plan.threads()).boxed().toList();
        Parallel.map(plan.threads(), workers, worker -> {
            Resamples drawn = new Resamples(weights.size());
            List<ResampledCurve> curves = IntStream.range(0, rankings.size())
                    .mapToObj(s -> new ResampledCurve(rankings.get(s), samples.get(s), plan, table))
                    .toList();
            ResampledOracle oracle = new ResampledOracle(losses, plan, table);
            ResampledCalibration probabilities = new ResampledCalibration(calibration);
            for (int batch = worker; batch < batches; batch += plan.threads()) {
                weights.draw(batch, drawn.weight());
                drawn.sum(samples.get(0));
                oracle.walk(drawn);
                probabilities.walk(drawn);
                store(probabilities, batch * LANES);
                for (int s = 0; s < curves.size(); s++) {
                    curves.get(s).walk(drawn);
                    store(curves.get(s), oracle, draws[s], batch * LANES);
                }
            }
            return batches;
        });
    }

    private void store(ResampledCalibration drawn, int first) {
        for (int resample = first; resample < last(first); resample++) {
            int lane = resample - first;
            calibrationDraws[0][resample] = drawn.ece(lane);
            calibrationDraws[1][resample] = drawn.adaptiveEce(lane);
            calibrationDraws[2][resample] = drawn.logLoss(lane);
            calibrationDraws[3][resample] = drawn.brier(lane);
        }
    }

    private int last(int first) {
        return Math.min(plan.resamples(), first + LANES);
    }

    private void store(ResampledCurve curve, ResampledOracle oracle, double[][] target, int first) {
        for (int resample = first; resample < last(first); resample++) {
            int lane = resample - first;
            int number = 0;
            for (CurveMetric metric : CurveMetric.values()) {
                target[number++][resample] = ResampledMetric.of(metric, curve, oracle, lane);
            }
            for (int r = 0; r < plan.risks().size(); r++) {
                target[number++][resample] = curve.coverageAtRisk(r, lane);
            }
            for (int c = 0; c < plan.coverages().size(); c++) {
                target[number++][resample] = curve.riskAtCoverage(c, lane);
            }
        }
    }

    /** Resamples of equal losses are all the same, which is no evidence. */
    private ScoreEvaluation replace(ScoreEvaluation score, double[][] numbers) {
        if (score.outline().degenerate().isPresent()) {
            return score;
        }
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
        if (sorted.length < 2 || estimate.value().number().isEmpty()) {
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
