package io.demur.guarantee;

import io.demur.logits.InputException;
import java.math.BigDecimal;

/**
 * The confidence {@code 1 - delta} of a certificate: how often, over draws of the certification sample, the certified
 * claim is not false.
 *
 * @param value in (0, {@value #GREATEST}], for example 0.95
 */
public record Confidence(double value) {
    /**
     * Closer to 1 the difference to 1 loses its digits, until the normal quantile is infinite and so is every interval; no
     * data are good enough for such a claim.
     */
    public static final double GREATEST = 0.999999999;

    /** Checks the range. */
    public Confidence {
        if (!(value > 0 && value < 1)) {
            throw new InputException(
                    "confidence", value + " is not between 0 and 1, both excluded", "0.95 stands for 95 %");
        }
        if (value > GREATEST) {
            throw new InputException("confidence", value + " is too close to 1", "give at most " + GREATEST);
        }
    }

    /**
     * The value as a confidence.
     *
     * @throws InputException if the value is not in (0, {@value #GREATEST}]
     */
    public static Confidence of(double value) {
        return new Confidence(value);
    }

    /** What is missing to 1, in decimal: {@code Confidence.of(0.95).delta() == 0.05}. */
    public double delta() {
        return BigDecimal.ONE.subtract(BigDecimal.valueOf(value)).doubleValue();
    }
}
