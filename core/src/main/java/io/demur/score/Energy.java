package io.demur.score;

/**
 * Negative free energy {@code T ln sum exp(v / T)} (Liu et al. 2020).
 *
 * @param temperature {@code T}, in [1e-6, 1e6]
 */
public record Energy(double temperature) implements Score {
    public Energy {
        ScoreText.requireTemperature("energy", temperature);
    }

    @Override
    public String toString() {
        return "energy:T=" + ScoreText.number(temperature);
    }
}
