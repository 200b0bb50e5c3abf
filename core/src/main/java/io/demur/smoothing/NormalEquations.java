package io.demur.smoothing;

/** A few linear equations with a symmetric, positive definite matrix, by the decomposition of Cholesky. */
final class NormalEquations {
    private NormalEquations() {}

    /**
     * The {@code x} of {@code matrix x = right}. A pivot that is not positive by rounding counts as a variable without
     * influence: its part is 0.
     */
    static double[] solve(double[][] matrix, double... right) {
        double[][] lower = lower(matrix);
        double[] x = right.clone();
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= lower[i][k] * x[k];
            }
            x[i] = lower[i][i] > 0 ? x[i] / lower[i][i] : 0;
        }
        for (int i = x.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < x.length; k++) {
                x[i] -= lower[k][i] * x[k];
            }
            x[i] = lower[i][i] > 0 ? x[i] / lower[i][i] : 0;
        }
        return x;
    }

    private static double[][] lower(double[]... matrix) {
        int n = matrix.length;
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                if (i == j) {
                    lower[i][i] = Math.sqrt(Math.max(0, sum));
                } else {
                    lower[i][j] = lower[j][j] > 0 ? sum / lower[j][j] : 0;
                }
            }
        }
        return lower;
    }
}
