package io.demur.evaluation;

import io.demur.metric.CurveMetric;

/**
 * Metrics of a resample from the sums of a {@link ResampledCurve}; NaN, which stays inside this package, where a metric
 * does not exist: the resample drew no mistake or nothing else, or one row where two are needed.
 */
final class ResampledMetric {
    private ResampledMetric() {}

    static double of(CurveMetric metric, ResampledCurve curve, ResampledOracle perfect, int lane) {
        double n = curve.total(lane);
        double wrong = curve.totalLoss(lane);
        double risk = wrong / n;
        double mean = curve.sumOfRisks(lane) / n;
        double area = curve.cumulativeArea(lane);
        double oracle = perfect.aurc(lane);
        return switch (metric) {
            case AURC -> mean;
            case AURC_PAPER -> mean - risk / (2 * n);
            case AURC_TORCH_UNCERTAINTY -> ofTwo(n, (n * mean - (curve.firstRisk(lane) + risk) / 2) / (n - 1));
            case AURC_FD_SHIFTS -> curve.areaThroughEnds(lane) / n;
            case E_AURC -> mean - oracle;
            case N_AURC -> ranked(n, wrong, (mean - oracle) / (risk - oracle));
            case N_AURC_FIX_SC -> ranked(n, wrong, (mean - oracle) / (risk - oracle + risk / (2 * n)));
            case AUGRC -> area / n / n;
            case AUGRC_TORCH_UNCERTAINTY -> ofTwo(n, (area - curve.firstRisk(lane) / 2) / n / (n - 1));
            case AUROC -> ranked(n, wrong, 1 - (area - wrong * wrong / 2) / (wrong * (n - wrong)));
            case AVERAGE_PRECISION -> ranked(n, wrong, curve.precision(lane) / wrong);
            case FPR_AT_95_TPR -> ranked(n, wrong, curve.falseAlarms(lane) / (n - wrong));
        };
    }

    private static double ofTwo(double n, double value) {
        return n > 1 ? value : Double.NaN;
    }

    private static double ranked(double n, double wrong, double value) {
        return wrong > 0 && wrong < n ? value : Double.NaN;
    }
}
