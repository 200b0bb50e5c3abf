package io.demur.score;

import io.demur.logits.InputException;
import java.util.Optional;

/**
 * A confidence score function: a number per row of logits, higher where the prediction is surer.
 *
 * <p>A closed family. The text of a score names it completely, {@code parse(s.toString()).equals(s)}, and is what files,
 * tables and options carry. Every score is computed in double precision from the logits by {@link ScoreKernel}; only
 * the order of its values matters for selective classification, so where a bounded quantity would saturate (the
 * maximum softmax probability of a sure row is 1 to sixteen digits) the score is a strictly increasing map of it, and
 * {@link #display} maps back.
 */
public sealed interface Score permits PlainScore, Energy, Gen, LogitMarginNorm, LogitNorm, MspTemperature {

    /**
     * Why this score says nothing for {@code classes} classes, or empty if it does.
     */
    default Optional<String> refusal(int classes) {
        return Optional.empty();
    }

    /** The familiar quantity for a confidence value: for {@code msp} the probability; otherwise the value itself. */
    default double display(double confidence) {
        return confidence;
    }

    /**
     * The score that a text names, such as {@code msp}, {@code energy:T=2} or {@code logit-norm:p=5,centre=none}.
     * Parameters left out take their defaults.
     *
     * @throws InputException if the text names no score, with the nearest known name
     */
    static Score parse(String text) {
        return ScoreText.parse(text);
    }

    /** Throws if this score says nothing for {@code classes} classes. */
    default void requireClasses(int classes) {
        refusal(classes).ifPresent(reason -> {
            throw new InputException(toString(), reason);
        });
    }
}
