package io.demur.smoothing;

import io.demur.math.Exp;
import io.demur.metric.Ranking;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The probability of an error as a function of the confidence: a logistic regression on a broken line of the score
 * {@code msp}, with knots at the 2, 5, 10, 20, 35 and 60 % least confident rows, where the errors are.
 *
 * <p>Fitted by Newton's method with a ridge of 0.001 on all coefficients but the constant, so that a solution exists however
 * well the errors are separated. The rows are put into an order of their own first, so sums and with them all digits
 * do not depend on the order they came in. About 40 bytes a row while it runs.
 */
final class ErrorRegression {
    private static final double[] KNOTS = {0.02, 0.05, 0.1, 0.2, 0.35, 0.6};
    private static final int TERMS = 2 + KNOTS.length;
    private static final double RIDGE = 1e-3;
    private static final int MOST_STEPS = 50;
    private static final double LARGEST_STEP = 4;
    private static final double ENOUGH = 1e-9;
    /** Where the odds are beyond doubt. */
    private static final double SURE = 30;

    private final double[] msp;
    private final double[] logits;
    private final boolean[] wrong;
    private final double[] probabilities;
    private final double[] knots;
    private final double middle;
    private final double unit;

    private ErrorRegression(double[] msp, double[] logits, boolean... wrong) {
        this.msp = msp;
        this.logits = logits;
        this.wrong = wrong;
        this.probabilities = new double[wrong.length];
        this.knots = Arrays.stream(KNOTS)
                .map(share -> msp[(int) (share * (msp.length - 1))])
                .toArray();
        this.middle = Arrays.stream(msp).sum() / msp.length;
        double deviation = Math.sqrt(
                Arrays.stream(msp).map(x -> (x - middle) * (x - middle)).sum() / msp.length);
        this.unit = deviation > 0 ? deviation : 1;
    }

    static ErrorRegression of(MaxLogitSample sample) {
        int[] order = order(sample);
        double[] msp = Arrays.stream(order).mapToDouble(sample::msp).toArray();
        double[] logits = Arrays.stream(order).mapToDouble(sample::maxLogit).toArray();
        boolean[] wrong = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            wrong[i] = sample.wrong(order[i]);
        }
        ErrorRegression regression = new ErrorRegression(msp, logits, wrong);
        regression.fit();
        return regression;
    }

    /** By confidence, the surest last, then logit and outcome: rows that then are equal may stand in any order. */
    private static int[] order(MaxLogitSample sample) {
        Ranking ranking = sample.ranking();
        int[] order = new int[sample.size()];
        int filled = 0;
        for (int block = ranking.blocks() - 1; block >= 0; block--) {
            int[] equal = IntStream.range(ranking.blockStart(block), ranking.blockEnd(block))
                    .map(ranking::sample)
                    .toArray();
            if (equal.length > 1) {
                equal = sorted(sample, equal);
            }
            System.arraycopy(equal, 0, order, filled, equal.length);
            filled += equal.length;
        }
        return order;
    }

    private static int[] sorted(MaxLogitSample sample, int... rows) {
        return Arrays.stream(rows)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(sample::maxLogit).thenComparing(sample::wrong))
                .mapToInt(i -> i)
                .toArray();
    }

    /** The terms of a row. */
    private void terms(int row, double[] target) {
        target[0] = 1;
        target[1] = (msp[row] - middle) / unit;
        for (int k = 0; k < KNOTS.length; k++) {
            target[2 + k] = Math.max(0, knots[k] - msp[row]) / unit;
        }
    }

    private void fit() {
        int errors = 0;
        for (boolean error : wrong) {
            errors += error ? 1 : 0;
        }
        double[] coefficients = new double[TERMS];
        coefficients[0] = StrictMath.log((double) errors / (wrong.length - errors));
        predict(coefficients);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] slope = moments(this::surprise);
            for (int t = 1; t < TERMS; t++) {
                slope[t] -= RIDGE * coefficients[t];
            }
            double[] change = NormalEquations.solve(information(), slope);
            double largest = Arrays.stream(change).map(Math::abs).max().orElse(0);
            double shrink = Math.min(1, LARGEST_STEP / largest);
            for (int t = 0; t < TERMS; t++) {
                coefficients[t] += shrink * change[t];
            }
            predict(coefficients);
            if (largest < ENOUGH) {
                return;
            }
        }
    }

    private void predict(double... coefficients) {
        double[] terms = new double[TERMS];
        for (int i = 0; i < probabilities.length; i++) {
            terms(i, terms);
            double odds = Math.max(-SURE, Math.min(SURE, product(coefficients, terms)));
            probabilities[i] = 1 / (1 + Exp.of(-odds));
        }
    }

    private static double product(double[] coefficients, double... terms) {
        double sum = 0;
        for (int t = 0; t < TERMS; t++) {
            sum += coefficients[t] * terms[t];
        }
        return sum;
    }

    private double[] moments(IntToDoubleFunction value) {
        double[] moments = new double[TERMS];
        double[] terms = new double[TERMS];
        for (int i = 0; i < msp.length; i++) {
            terms(i, terms);
            double x = value.applyAsDouble(i);
            for (int t = 0; t < TERMS; t++) {
                moments[t] += terms[t] * x;
            }
        }
        return moments;
    }

    private double[][] information() {
        double[][] matrix = new double[TERMS][TERMS];
        double[] terms = new double[TERMS];
        for (int i = 0; i < msp.length; i++) {
            terms(i, terms);
            double weight = weight(i);
            for (int s = 0; s < TERMS; s++) {
                for (int t = 0; t <= s; t++) {
                    matrix[s][t] += weight * terms[s] * terms[t];
                }
            }
        }
        for (int s = 1; s < TERMS; s++) {
            matrix[s][s] += RIDGE;
            for (int t = 0; t < s; t++) {
                matrix[t][s] = matrix[s][t];
            }
        }
        return matrix;
    }

    /** 1 less the probability of an error for errors, 0 less it for the right. */
    double surprise(int row) {
        return (wrong[row] ? 1 : 0) - probabilities[row];
    }

    /** The variance of that. */
    double weight(int row) {
        return probabilities[row] * (1 - probabilities[row]);
    }

    /** The weighted squares of the largest logits around their mean. */
    double variation() {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < logits.length; i++) {
            sum += weight(i) * logits[i];
            weights += weight(i);
        }
        double mean = sum / weights;
        double squares = 0;
        for (int i = 0; i < logits.length; i++) {
            squares += weight(i) * (logits[i] - mean) * (logits[i] - mean);
        }
        return squares;
    }

    /** What the terms leave of the largest logits, by weighted least squares; in an order of its own. */
    double[] residuals() {
        double[] fit = NormalEquations.solve(information(), moments(row -> weight(row) * logits[row]));
        double[] left = logits.clone();
        double[] terms = new double[TERMS];
        for (int i = 0; i < left.length; i++) {
            terms(i, terms);
            left[i] -= product(fit, terms);
        }
        return left;
    }
}
