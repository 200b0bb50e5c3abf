package io.demur.train.loss;

/**
 * Cross-entropy plus {@code alpha (v_max - mean v)}; Zhou et al. 2025.
 *
 * <p>Where several logits are largest the gradient is that of the first, a subgradient.
 */
final class MaxSupLoss implements RowLoss {
    private final RowLoss crossEntropy = new CrossEntropyLoss();
    private final double alpha;

    MaxSupLoss(double alpha) {
        this.alpha = alpha;
    }

    @Override
    public double at(double[] logits, double[] target, double[] gradient) {
        double loss = crossEntropy.at(logits, target, gradient);
        int prediction = Softmax.argmax(logits);
        double above = 0;
        for (int k = 0; k < logits.length; k++) {
            above += logits[prediction] - logits[k];
            gradient[k] += alpha * ((k == prediction ? 1 : 0) - 1.0 / logits.length);
        }
        return loss + alpha * above / logits.length;
    }
}
