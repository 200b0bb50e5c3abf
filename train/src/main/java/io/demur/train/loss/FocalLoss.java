package io.demur.train.loss;

/**
 * Focal loss, {@code sum_y t_y (1 - pi_y)^gamma (-log pi_y)}; Lin et al. 2017.
 *
 * <p>With {@code q = 1 - pi_y}, the gradient by {@code v_k} is {@code c_y ([k=y] - pi_k)} where
 * {@code c_y = gamma pi_y q^(gamma-1) log pi_y - q^gamma}. {@code gamma = 0} is cross-entropy.
 */
final class FocalLoss implements RowLoss {
    private final double gamma;

    FocalLoss(double gamma) {
        this.gamma = gamma;
    }

    @Override
    public double at(double[] logits, double[] target, double[] gradient) {
        double[] probabilities = new double[logits.length];
        double shift = logits[Softmax.argmax(logits)] + Softmax.write(logits, probabilities);
        double loss = 0;
        double pull = 0;
        for (int k = 0; k < logits.length; k++) {
            gradient[k] = 0;
            if (target[k] != 0) {
                double logarithm = logits[k] - shift;
                double others = others(probabilities, k);
                loss -= target[k] * StrictMath.pow(others, gamma) * logarithm;
                gradient[k] = target[k] * slope(probabilities[k], others, logarithm);
                pull += gradient[k];
            }
        }
        for (int k = 0; k < logits.length; k++) {
            gradient[k] -= probabilities[k] * pull;
        }
        return loss;
    }

    /** {@code 1 - pi_k} without cancellation. */
    private static double others(double[] probabilities, int k) {
        double sum = 0;
        for (int j = 0; j < probabilities.length; j++) {
            sum += j == k ? 0 : probabilities[j];
        }
        return sum;
    }

    private double slope(double probability, double others, double logarithm) {
        if (gamma == 0) {
            return -1;
        }
        if (others == 0) {
            return 0;
        }
        double power = StrictMath.pow(others, gamma);
        return power * (gamma * probability * logarithm / others - 1);
    }
}
