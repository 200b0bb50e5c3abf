package io.demur.score;

import io.demur.math.Exp;

/**
 * Maximum softmax probability of {@code v / T}, ranked by its logit. At {@code T = 1} it is {@code msp}; for K = 2 no
 * temperature changes the ranking.
 *
 * @param temperature {@code T}, positive and finite
 */
public record MspTemperature(double temperature) implements Score {
    public MspTemperature {
        ScoreText.requirePositive("msp-temperature", "T", temperature);
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
