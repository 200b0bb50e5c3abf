package io.demur.score;

import io.demur.logits.InputException;

/**
 * Generalised entropy (Liu et al. 2023): {@code -sum p^gamma (1 - p)^gamma} over the {@code top} largest probabilities.
 *
 * @param gamma exponent in (0, 1]
 * @param top how many of the largest probabilities count; all of them if there are fewer
 */
public record Gen(double gamma, int top) implements Score {
    public Gen {
        if (!(gamma > 0 && gamma <= 1)) {
            throw new InputException("gen", "gamma must lie in (0, 1], not be " + gamma);
        }
        if (top < 1) {
            throw new InputException("gen", "top must be at least 1, not " + top);
        }
    }

    @Override
    public String toString() {
        return "gen:gamma=" + ScoreText.number(gamma) + ",top=" + top;
    }
}
