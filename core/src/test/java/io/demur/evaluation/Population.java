package io.demur.evaluation;

import io.demur.metric.CurveMetric;
import io.demur.metric.ScoredLosses;
import java.util.SplittableRandom;

/**
 * A distribution of confidence and error whose metrics are known.
 *
 * <p>A row has a doubt s, uniform in (0,1), and is wrong with chance {@code error (bend + 1) s^bend}. Its confidence is
 * {@code 1 - s}, or, with levels, s falls into that many blocks which tie, the first of them widest.
 *
 * @param error share of wrong rows
 * @param bend how much surer right rows are
 * @param levels number of distinct confidences; 0 for a continuum
 */
record Population(double error, double bend, int levels) {

    ScoredLosses draw(int n, SplittableRandom random) {
        double[] confidence = new double[n];
        double[] loss = new double[n];
        for (int i = 0; i < n; i++) {
            double doubt = random.nextDouble();
            confidence[i] = levels == 0 ? 1 - doubt : -block(doubt);
            loss[i] = random.nextDouble() < error * (bend + 1) * Math.pow(doubt, bend) ? 1 : 0;
        }
        return ScoredLosses.of(confidence, loss);
    }

    private int block(double doubt) {
        return (int) (levels * Math.pow(doubt, 1.5));
    }

    /** Coverage up to which blocks below {@code block} reach. */
    private double edge(int block) {
        return Math.pow((double) block / levels, 1 / 1.5);
    }

    double value(CurveMetric metric) {
        return switch (metric) {
            case AURC -> levels == 0 ? error / (bend + 1) : aurcOfBlocks();
            case AUGRC -> augrc();
            case AUROC -> 1 - (augrc() - error * error / 2) / (error * (1 - error));
            default -> throw new IllegalArgumentException(metric.toString());
        };
    }

    /** The loss among the surest rows up to a coverage. */
    private double lossUpTo(double coverage) {
        return error * Math.pow(coverage, bend + 1);
    }

    private double augrc() {
        if (levels == 0) {
            return error / (bend + 2);
        }
        double area = 0;
        for (int b = 0; b < levels; b++) {
            area += (edge(b + 1) - edge(b)) * (lossUpTo(edge(b)) + lossUpTo(edge(b + 1))) / 2;
        }
        return area;
    }

    /** Integral of loss over coverage, the loss growing evenly within a block. */
    private double aurcOfBlocks() {
        double area = lossUpTo(edge(1));
        for (int b = 1; b < levels; b++) {
            double width = edge(b + 1) - edge(b);
            double rate = (lossUpTo(edge(b + 1)) - lossUpTo(edge(b))) / width;
            area += (lossUpTo(edge(b)) - rate * edge(b)) * Math.log(edge(b + 1) / edge(b)) + rate * width;
        }
        return area;
    }

    /** Of a continuum: the coverage at which the risk is {@code r}. */
    double coverageAtRisk(double r) {
        return Math.pow(r / error, 1 / bend);
    }

    /** Of a continuum: the risk of the surest rows up to a coverage. */
    double riskAtCoverage(double coverage) {
        return error * Math.pow(coverage, bend);
    }
}
