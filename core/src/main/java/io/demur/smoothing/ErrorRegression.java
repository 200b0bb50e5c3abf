package io.demur.smoothing;

import io.demur.math.Exp;
import io.demur.metric.Ranking;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The probability of an error as a function of the confidence: a logistic regression on a broken line of the score
 * {@code msp}, with knots at the 2, 5, 10, 20, 35 and 60 % least confident rows, where the errors are.
 *
 * <p>Fitted by Newton's method with a ridge of 0.001 on all coefficients but the constant, so that a solution exists however
 * well the errors are separated. The rows are put into an order of their own first, so sums and with them all digits
 * do not depend on the order they came in. About 100 bytes a row while it runs.
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

    private final double[][] terms;
    private final double[] logits;
    private final boolean[] wrong;
    private final double[] probabilities;

    private ErrorRegression(double[][] terms, double[] logits, boolean... wrong) {
        this.terms = terms;
        this.logits = logits;
        this.wrong = wrong;
        this.probabilities = new double[wrong.length];
    }

    static ErrorRegression of(MaxLogitSample sample) {
        int[] order = order(sample);
        double[] msp = Arrays.stream(order).mapToDouble(sample::msp).toArray();
        double[] logits = Arrays.stream(order).mapToDouble(sample::maxLogit).toArray();
        boolean[] wrong = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            wrong[i] = sample.wrong(order[i]);
        }
        ErrorRegression regression = new ErrorRegression(terms(msp), logits, wrong);
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
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(sample::maxLogit)
                            .thenComparing(sample::wrong))
                    .mapToInt(i -> i)
                    .toArray();
            System.arraycopy(equal, 0, order, filled, equal.length);
            filled += equal.length;
        }
        return order;
    }

    /** One array per term; {@code msp} rises. */
    private static double[][] terms(double... msp) {
        int n = msp.length;
        double mean = Arrays.stream(msp).sum() / n;
        double deviation =
                Math.sqrt(Arrays.stream(msp).map(x -> (x - mean) * (x - mean)).sum() / n);
        double unit = deviation > 0 ? deviation : 1;
        double[][] terms = new double[TERMS][n];
        for (int i = 0; i < n; i++) {
            terms[0][i] = 1;
            terms[1][i] = (msp[i] - mean) / unit;
            for (int k = 0; k < KNOTS.length; k++) {
                terms[2 + k][i] = Math.max(0, msp[(int) (KNOTS[k] * (n - 1))] - msp[i]) / unit;
            }
        }
        return terms;
    }

    private void fit() {
        int errors = 0;
        for (boolean error : wrong) {
            errors += error ? 1 : 0;
        }
        double[] coefficients = new double[TERMS];
        coefficients[0] = StrictMath.log((double) errors / (wrong.length - errors));
        for (int step = 0; step < MOST_STEPS; step++) {
            predict(coefficients);
            double[] slope = new double[TERMS];
            for (int t = 0; t < TERMS; t++) {
                slope[t] = -(t == 0 ? 0 : RIDGE * coefficients[t]);
                for (int i = 0; i < wrong.length; i++) {
                    slope[t] += terms[t][i] * surprise(i);
                }
            }
            double[] change = NormalEquations.solve(information(), slope);
            double largest = Arrays.stream(change).map(Math::abs).max().orElse(0);
            double shrink = Math.min(1, LARGEST_STEP / largest);
            for (int t = 0; t < TERMS; t++) {
                coefficients[t] += shrink * change[t];
            }
            if (largest < ENOUGH) {
                break;
            }
        }
        predict(coefficients);
    }

    private void predict(double... coefficients) {
        for (int i = 0; i < probabilities.length; i++) {
            double odds = 0;
            for (int t = 0; t < TERMS; t++) {
                odds += coefficients[t] * terms[t][i];
            }
            odds = Math.max(-SURE, Math.min(SURE, odds));
            probabilities[i] = 1 / (1 + Exp.of(-odds));
        }
    }

    private double[][] information() {
        double[][] matrix = new double[TERMS][TERMS];
        for (int s = 0; s < TERMS; s++) {
            for (int t = 0; t <= s; t++) {
                double sum = s == t && s > 0 ? RIDGE : 0;
                for (int i = 0; i < probabilities.length; i++) {
                    sum += weight(i) * terms[s][i] * terms[t][i];
                }
                matrix[s][t] = sum;
                matrix[t][s] = sum;
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
        double[] moments = new double[TERMS];
        for (int t = 0; t < TERMS; t++) {
            for (int i = 0; i < logits.length; i++) {
                moments[t] += weight(i) * terms[t][i] * logits[i];
            }
        }
        double[] fit = NormalEquations.solve(information(), moments);
        double[] left = logits.clone();
        for (int i = 0; i < left.length; i++) {
            for (int t = 0; t < TERMS; t++) {
                left[i] -= fit[t] * terms[t][i];
            }
        }
        return left;
    }
}
