package io.demur.guarantee;

import io.demur.logits.InputException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Several values of r fixed beforehand.
 *
 * @param values different, smallest first, at least one
 */
public record RiskList(List<MaxRisk> values) {
    /** Sorts and copies the values. */
    public RiskList {
        values = values.stream()
                .distinct()
                .sorted(Comparator.comparingDouble(MaxRisk::value))
                .toList();
        if (values.isEmpty()) {
            throw new InputException("list of risks", "it is empty");
        }
    }

    /**
     * The values as a list.
     *
     * @throws InputException if there is none or one is not in (0,1)
     */
    public static RiskList of(double... values) {
        return new RiskList(Arrays.stream(values).mapToObj(MaxRisk::of).toList());
    }

    /** Number of values. */
    public int size() {
        return values.size();
    }
}
