package io.demur.score;

import io.demur.math.Exp;

/**
 * Maximum softmax probability of {@code v / T}, ranked by its logit. At {@code T = 1} it is {@code msp}; for K = 2 no
 * temperature changes the ranking.
 *
 * @param temperature {@code T}, in [1e-6, 1e6]
 */
public record MspTemperature(double temperature) implements Score {
    public MspTemperature {
        ScoreText.requireTemperature("msp-temperature", temperature);
    }

    @Override
    public double display(double confidence) {
        return 1 / (1 + Exp.of(-confidence));
    }

    @Override
    public String toString() {
        return "msp-temperature:T=" + ScoreText.number(temperature);
    }
}
