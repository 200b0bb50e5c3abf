package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.math.Hash64;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoissonWeightsTest {
    private static final int LANES = PoissonWeights.LANES;
    private static final int BATCHES = 8;

    private static long[] keys(int n) {
        return LongStream.range(0, n).map(Hash64::mix).toArray();
    }

    private static double[] draw(PoissonWeights weights, int batch) {
        int[] drawn = new int[weights.size() * LANES];
        weights.draw(batch, drawn);
        return Arrays.stream(drawn).asDoubleStream().toArray();
    }

    /** The weights of the rows in the order of the rows. */
    private static double[][] bySource(long[] keys, long seed) {
        PoissonWeights weights = new PoissonWeights(keys, seed);
        double[] drawn = draw(weights, 3);
        double[] positions = weights.canonical(
                IntStream.range(0, keys.length).asDoubleStream().toArray());
        double[][] rows = new double[keys.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[(int) positions[i]] = Arrays.copyOfRange(drawn, i * LANES, (i + 1) * LANES);
        }
        return rows;
    }

    /** P(X = k) of Poisson(1) is 1 / (e k!); standard errors of shares of 1,024,000 draws are at most 5e-4. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, -9_000_000_000_000_000_000L})
    void arePoissonWithMeanOne(long seed) {
        PoissonWeights weights = new PoissonWeights(keys(2_000), seed);
        double[] share = new double[20];
        double mean = 0;
        double square = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            for (double w : draw(weights, batch)) {
                double part = 1.0 / (2_000 * LANES * BATCHES);
                share[(int) w] += part;
                mean += w * part;
                square += w * w * part;
            }
        }
        assertThat(mean).isCloseTo(1, within(4e-3));
        assertThat(square - mean * mean).isCloseTo(1, within(7e-3));
        double expected = 1 / Math.E;
        for (int k = 0; k < 7; k++) {
            assertThat(share[k]).as("share of %d", k).isCloseTo(expected, within(2e-3));
            expected /= k + 1;
        }
    }

    /** A correlation of independent columns of 2,000 rows has a standard deviation of .022. */
    @Test
    void areUncorrelatedAcrossResamplesAndRows() {
        double[] drawn = draw(new PoissonWeights(keys(2_000), 5), 0);
        for (int lane = 1; lane < LANES; lane++) {
            double besideIt = 0;
            double nextRow = 0;
            for (int row = 1; row < 2_000; row++) {
                double w = drawn[row * LANES + lane] - 1;
                besideIt += w * (drawn[row * LANES + lane - 1] - 1) / 2_000;
                nextRow += w * (drawn[(row - 1) * LANES + lane] - 1) / 2_000;
            }
            assertThat(besideIt).as("lane %d", lane).isCloseTo(0, within(0.11));
            assertThat(nextRow).as("lane %d", lane).isCloseTo(0, within(0.11));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 77})
    void followTheRowsWhereverTheyStand(long seed) {
        long[] keys = keys(300);
        int[] order = Model.honest(300, 2, 11).order(12);
        long[] moved = Arrays.stream(order).mapToLong(i -> keys[i]).toArray();
        double[][] there = bySource(keys, seed);
        double[][] here = bySource(moved, seed);
        for (int i = 0; i < 300; i++) {
            assertThat(here[i]).containsExactly(there[order[i]]);
        }
    }

    @Test
    void differBetweenCopiesOfARowBatchesAndSeeds() {
        long[] keys = {7, 7, 7, 9};
        double[][] rows = bySource(keys, 1);
        assertThat(rows[0]).isNotEqualTo(rows[1]).isNotEqualTo(rows[2]).isNotEqualTo(rows[3]);
        assertThat(rows[1]).isNotEqualTo(rows[2]);
        assertThat(bySource(keys, 2)[0]).isNotEqualTo(rows[0]);
        PoissonWeights weights = new PoissonWeights(keys, 1);
        assertThat(draw(weights, 0)).isNotEqualTo(draw(weights, 1)).containsExactly(draw(weights, 0));
    }
}
