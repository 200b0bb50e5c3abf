package io.demur.score;

import io.demur.math.Exp;

/** The scores without parameters. {@code v} are the logits, {@code pi = softmax(v)}. */
public enum PlainScore implements Score {
    /** Logit of the maximum softmax probability: {@code (v1 - v2) - ln sum_{k != yhat} exp(v_k - v2)}; never saturates. */
    MSP("msp"),
    /** Negative entropy {@code sum pi ln pi}, in nats, in [-ln K, 0]. */
    ENTROPY("entropy"),
    /** Difference of the two largest probabilities, as {@code pi1 - pi2 - 1} in [-1, 0] so that sure rows stay apart. */
    SOFTMAX_MARGIN("softmax-margin"),
    /** The largest logit. */
    MAX_LOGIT("max-logit"),
    /** The largest logit minus the mean of the row's logits, at least 0; 0 for a flat row. */
    CENTRED_MAX_LOGIT("centred-max-logit"),
    /** Difference of the two largest logits, at least 0. */
    LOGIT_MARGIN("logit-margin"),
    /** Negative Gini impurity {@code sum pi^2 - 1}, in (-1, 0]. */
    GINI("gini");

    private final String text;

    PlainScore(String text) {
        this.text = text;
    }

    @Override
    public double display(double confidence) {
        return switch (this) {
            case MSP -> 1 / (1 + Exp.of(-confidence));
            case SOFTMAX_MARGIN, GINI -> confidence + 1;
            case ENTROPY, MAX_LOGIT, CENTRED_MAX_LOGIT, LOGIT_MARGIN -> confidence;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
