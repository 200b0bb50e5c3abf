package io.demur.guarantee;

import io.demur.logits.InputException;

/**
 * The largest tolerated risk {@code r}: the share of wrong answers, or the mean loss, among the accepted inputs.
 *
 * @param value in (0,1)
 */
public record MaxRisk(double value) {
    /** Checks the range. */
    public MaxRisk {
        if (!(value > 0 && value < 1)) {
            throw new InputException(
                    "maximum risk", value + " is not between 0 and 1, both excluded", "0.02 stands for 2 %");
        }
    }

    /**
     * The value as a maximum risk.
     *
     * @throws InputException if the value is not in (0,1)
     */
    public static MaxRisk of(double value) {
        return new MaxRisk(value);
    }
}
