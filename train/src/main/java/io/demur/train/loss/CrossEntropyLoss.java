package io.demur.train.loss;

/**
 * Cross-entropy against a target {@code t}: {@code LSE(v) - sum t_k v_k}, computed as
 * {@code log S + sum t_k (max v - v_k)}; gradient {@code pi - t}.
 *
 * <p>Label smoothing, distillation and mixup are this loss with another target. A target with negative weights (negative
 * label smoothing) makes it unbounded below.
 */
final class CrossEntropyLoss implements RowLoss {
    @Override
    public double at(double[] logits, double[] target, double[] gradient) {
        double loss = Softmax.write(logits, gradient);
        double max = logits[Softmax.argmax(logits)];
        for (int k = 0; k < logits.length; k++) {
            loss += target[k] * (max - logits[k]);
            gradient[k] -= target[k];
        }
        return loss;
    }
}
