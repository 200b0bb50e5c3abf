package io.demur.score;

import java.util.Optional;

/**
 * Logit normalisation, the repair of models trained with label smoothing: {@code max_k c_k / ||c||_p}.
 *
 * <p>{@code c} are the logits, centred or not. The prediction does not change and no softmax follows. A row of zeros
 * after centring gets 0, the least confident value. At {@code K = 2} the centred score is the constant
 * {@code 2^(-1/p)}, so it is refused there.
 *
 * <p>Source: Xia et al., ICLR 2025; Cattelan and Silva, UAI 2024.
 *
 * @param p order of the norm, at least 1 and finite
 * @param centring whether the mean logit is taken off first
 */
public record LogitNorm(double p, Centring centring) implements Score {
    public LogitNorm {
        ScoreText.requireOrder("logit-norm", p);
    }

    /** Centred, as the repair is used. */
    public static LogitNorm of(double p) {
        return new LogitNorm(p, Centring.MEAN);
    }

    @Override
    public Optional<String> refusal(int classes) {
        return classes > 2 ? Optional.empty() : Optional.of(ScoreText.TWO_CLASSES);
    }

    @Override
    public String toString() {
        return "logit-norm:p=" + ScoreText.number(p) + ",centre=" + centring;
    }
}
