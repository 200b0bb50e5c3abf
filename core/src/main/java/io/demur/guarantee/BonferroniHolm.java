package io.demur.guarantee;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Holm's step-down form of Bonferroni's correction: the smallest of {@code m} p-values is compared with
 * {@code delta/m}, the next with {@code delta/(m-1)}, and so on up to the first that fails; {@code m} is the number of
 * candidates.
 *
 * <p>Needs no good start from the tuning sample, and pays for it with power.
 *
 * <p>Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 1979.
 */
public record BonferroniHolm() implements Procedure {
    static final String NAME = "bonferroni-holm";

    Selection select(double[] p, double delta) {
        int m = p.length;
        int[] rising = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int passed = 0;
        while (passed < m && p[rising[passed]] <= delta / (m - passed)) {
            passed++;
        }
        OptionalInt chosen = Arrays.stream(rising, 0, passed).max();
        List<Integer> tested = Arrays.stream(rising).boxed().toList();
        return new Selection(chosen, delta / Math.max(1, m), m, tested);
    }

    @Override
    public String toString() {
        return NAME;
    }
}
