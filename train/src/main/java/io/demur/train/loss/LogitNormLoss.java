package io.demur.train.loss;

/**
 * Cross-entropy of {@code u = v / (temperature ||v||_2)}; Wei et al. 2022.
 *
 * <p>With {@code h = v / ||v||} and {@code g = softmax(u) - t} the gradient is
 * {@code (g - h (h . g)) / (temperature ||v||)}. A norm below 1e-7 counts as 1e-7.
 */
final class LogitNormLoss implements RowLoss {
    private static final double LEAST_NORM = 1e-7;

    private final RowLoss crossEntropy = new CrossEntropyLoss();
    private final double temperature;

    LogitNormLoss(double temperature) {
        this.temperature = temperature;
    }

    @Override
    public double at(double[] logits, double[] target, double[] gradient) {
        double norm = Math.max(norm(logits), LEAST_NORM);
        double[] normed = new double[logits.length];
        for (int k = 0; k < logits.length; k++) {
            normed[k] = logits[k] / (temperature * norm);
        }
        double loss = crossEntropy.at(normed, target, gradient);
        double along = 0;
        for (int k = 0; k < logits.length; k++) {
            along += logits[k] / norm * gradient[k];
        }
        for (int k = 0; k < logits.length; k++) {
            gradient[k] = (gradient[k] - logits[k] / norm * along) / (temperature * norm);
        }
        return loss;
    }

    private static double norm(double[] logits) {
        double scale = 0;
        for (double logit : logits) {
            scale = Math.max(scale, Math.abs(logit));
        }
        if (scale == 0) {
            return 0;
        }
        double sum = 0;
        for (double logit : logits) {
            sum += (logit / scale) * (logit / scale);
        }
        return scale * Math.sqrt(sum);
    }
}
