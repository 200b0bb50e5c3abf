package io.demur.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixTest {
    @ParameterizedTest(name = "alpha {0}")
    @ValueSource(doubles = {0.001, 0.2, 1, 4})
    void lambdaHasTheMomentsOfBeta(double alpha) {
        double[] draws = IntStream.range(0, 20_000)
                .mapToDouble(key -> Mix.of(alpha, 1, key).lambda())
                .toArray();
        double mean = Arrays.stream(draws).average().orElseThrow();
        double variance =
                Arrays.stream(draws).map(x -> (x - 0.5) * (x - 0.5)).average().orElseThrow();
        assertThat(Arrays.stream(draws)).allMatch(x -> x >= 0 && x <= 1);
        // standard error of the mean at most .5 / sqrt(20,000) = .0035
        assertThat(mean).isCloseTo(0.5, within(0.015));
        assertThat(variance).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.006));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void gradientIsTheTransposeOfMixing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = 7;
        int width = 3;
        Mix mix = Mix.of(0.5, rows, seed);
        float[] x = floats(random, rows * width);
        float[] y = floats(random, rows * width);
        assertThat(dot(mix.mix(x, width), y)).isCloseTo(dot(x, mix.gradient(y, width)), within(1e-5));
        assertThat(IntStream.range(0, rows).map(mix::partner).sorted()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void theSameKeyGivesTheSame() {
        assertThat(Mix.of(0.3, 9, 4).lambda()).isEqualTo(Mix.of(0.3, 9, 4).lambda());
        assertThat(Mix.of(0.3, 9, 4).lambda()).isNotEqualTo(Mix.of(0.3, 9, 5).lambda());
    }

    private static float[] floats(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble() - 0.5f;
        }
        return values;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
