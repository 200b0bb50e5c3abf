package io.demur.score;

import java.util.Optional;

/**
 * The logit margin over the norm of the logits: {@code (c_1 - c_2) / ||c||_p} with the two largest {@code c}. In all
 * else like {@link LogitNorm}.
 *
 * @param p order of the norm, at least 1 and finite
 * @param centring whether the mean logit is taken off first
 */
public record LogitMarginNorm(double p, Centring centring) implements Score {
    public LogitMarginNorm {
        ScoreText.requireOrder("logit-margin-norm", p);
    }

    @Override
    public Optional<String> refusal(int classes) {
        return classes > 2 ? Optional.empty() : Optional.of(ScoreText.TWO_CLASSES);
    }

    @Override
    public String toString() {
        return "logit-margin-norm:p=" + ScoreText.number(p) + ",centre=" + centring;
    }
}
