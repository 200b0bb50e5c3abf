package io.demur.score;

/**
 * Negative free energy {@code T ln sum exp(v / T)} (Liu et al. 2020).
 *
 * @param temperature {@code T}, positive and finite
 */
public record Energy(double temperature) implements Score {
    public Energy {
        ScoreText.requirePositive("energy", "T", temperature);
    }

    @Override
    public String toString() {
        return "energy:T=" + ScoreText.number(temperature);
    }
}
