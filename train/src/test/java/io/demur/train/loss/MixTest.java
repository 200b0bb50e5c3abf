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

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aRectangleOfAllChannelsIsThePartnersAndWeighsItsShare(long seed) {
        Mix.Area area = new Mix.Area(5, 8);
        Mix mix = Mix.cut(1, 4, area, seed);
        float[] images = new float[4 * 3 * 40]; // each number says whose it is
        for (int row = 0; row < 4; row++) {
            Arrays.fill(images, row * 120, (row + 1) * 120, row);
        }
        float[] mixed = mix.mix(images, 120);
        for (int row = 0; row < 4; row++) {
            if (mix.partner(row) != row) {
                long own = 0;
                for (int pixel = 0; pixel < 40; pixel++) {
                    float first = mixed[row * 120 + pixel];
                    assertThat(mixed[row * 120 + 40 + pixel]).isEqualTo(first);
                    assertThat(mixed[row * 120 + 80 + pixel]).isEqualTo(first);
                    assertThat(first).isIn((float) row, (float) mix.partner(row));
                    own += first == row ? 1 : 0;
                }
                assertThat(mix.lambda()).isCloseTo(own / 40.0, within(1e-12));
                assertThat(foreignLinesAreEqual(mixed, row)).isTrue();
            }
        }
        float[] other = floats(new SplittableRandom(seed), 480);
        float[] gradient = floats(new SplittableRandom(seed + 100), 480);
        assertThat(dot(mix.mix(other, 120), gradient)).isCloseTo(dot(other, mix.gradient(gradient, 120)), within(1e-5));
    }

    /** Whether all lines in which something is foreign are foreign at the same columns. */
    private static boolean foreignLinesAreEqual(float[] mixed, int row) {
        long patterns = IntStream.range(0, 5)
                .mapToObj(line -> IntStream.range(0, 8)
                        .filter(x -> mixed[row * 120 + line * 8 + x] != row)
                        .boxed()
                        .toList())
                .filter(columns -> !columns.isEmpty())
                .distinct()
                .count();
        return patterns <= 1;
    }

    @Test
    void cutsOfEverySizeAreDrawn() {
        Mix.Area area = new Mix.Area(32, 32);
        double[] draws = IntStream.range(0, 5_000)
                .mapToDouble(key -> Mix.cut(1, 1, area, key).lambda())
                .toArray();
        assertThat(Arrays.stream(draws)).allMatch(x -> x >= 0 && x <= 1);
        assertThat(Arrays.stream(draws).filter(x -> x > 0.9).count()).isBetween(500L, 2_000L);
        assertThat(Arrays.stream(draws).filter(x -> x < 0.3).count()).isPositive();
        // What juts out makes the foreign share smaller: on average (1 - s/4)^2 s^2 with s the side, s^2 uniform, which
        // is E[u (1 - sqrt(u)/4)^2] = 1/2 - 1/5 + 1/48 = .321.
        assertThat(1 - Arrays.stream(draws).average().orElseThrow()).isCloseTo(0.321, within(0.02));
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
