package io.demur.train.experiment;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Mean and spread over seeds.
 *
 * @param n how many
 * @param mean their mean
 * @param deviation sample standard deviation, with {@code n - 1}; empty for a single one
 */
public record Spread(int n, double mean, OptionalDouble deviation) {
    /** Of at least one number. */
    public static Spread of(double... values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        return new Spread(
                values.length,
                mean,
                values.length < 2
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Math.sqrt(squares / (values.length - 1))));
    }
}
