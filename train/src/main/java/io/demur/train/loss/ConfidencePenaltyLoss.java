package io.demur.train.loss;

/**
 * Cross-entropy plus {@code weight (log K - H(pi))}; Pereyra et al. 2017.
 *
 * <p>The penalty's gradient is {@code weight pi_k (log pi_k + H)}.
 */
final class ConfidencePenaltyLoss implements RowLoss {
    private final RowLoss crossEntropy = new CrossEntropyLoss();
    private final double weight;

    ConfidencePenaltyLoss(double weight) {
        this.weight = weight;
    }

    @Override
    public double at(double[] logits, double[] target, double[] gradient) {
        double loss = crossEntropy.at(logits, target, gradient);
        double[] probabilities = new double[logits.length];
        double shift = logits[Softmax.argmax(logits)] + Softmax.write(logits, probabilities);
        double entropy = 0;
        for (int k = 0; k < logits.length; k++) {
            entropy -= probabilities[k] * (logits[k] - shift);
        }
        for (int k = 0; k < logits.length; k++) {
            gradient[k] += weight * probabilities[k] * (logits[k] - shift + entropy);
        }
        return loss + weight * (StrictMath.log(logits.length) - entropy);
    }
}
