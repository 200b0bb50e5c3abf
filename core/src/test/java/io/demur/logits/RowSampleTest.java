package io.demur.logits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSampleTest {
    /** Row r holds r and -r; its label is r modulo 2. */
    private static Logits rows(int n) {
        double[] values = new double[2 * n];
        for (int r = 0; r < n; r++) {
            values[2 * r] = r;
            values[2 * r + 1] = -r;
        }
        return ArrayLogits.of(values, 2);
    }

    private static Labels labels(int n) {
        int[] labels = new int[n];
        Arrays.setAll(labels, r -> r % 2);
        return Labels.of(labels);
    }

    @ParameterizedTest(name = "{1} of {0} rows, {2} threads, seed {3}")
    @CsvSource({"10000, 3000, 3, 1", "10000, 1, 1, 2", "5000, 4999, 2, 3", "7, 20, 2, 4"})
    void rowsKeepTheirOrderAndTheirLabels(int n, int wanted, int threads, long seed) {
        RowSample sample = RowSample.of(n, wanted, seed);
        int size = Math.min(n, wanted);
        assertThat(sample.size()).isEqualTo(size);
        assertThat(sample.share()).isEqualTo((double) size / n);
        Logits logits = sample.of(rows(n));
        assertThat(logits.rows()).hasValue(size);
        AtomicLongArray seen = new AtomicLongArray(size);
        TilePass.run(logits, threads, () -> tile -> {
            for (int r = 0; r < tile.rows(); r++) {
                assertThat(tile.value(r, 1)).isEqualTo(-tile.value(r, 0));
                seen.set((int) tile.firstRow() + r, (long) tile.value(r, 0));
            }
        });
        int[] truth = new int[size];
        sample.of(labels(n)).read(0, size, truth);
        for (int i = 0; i < size; i++) {
            assertThat(truth[i]).isEqualTo((int) (seen.get(i) % 2));
            assertThat(i == 0 || seen.get(i) > seen.get(i - 1)).isTrue();
        }
    }

    @Test
    void everyRowHasTheSameChance() {
        int[] drawn = new int[50];
        for (long seed = 0; seed < 4_000; seed++) {
            TilePass.run(RowSample.of(50, 10, seed).of(rows(50)), 1, () -> tile -> {
                for (int r = 0; r < tile.rows(); r++) {
                    drawn[(int) tile.value(r, 0)]++;
                }
            });
        }
        // Binomial(4000, 0.2): 800 with a standard deviation of 25; five of them on either side.
        assertThat(Arrays.stream(drawn).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(675, 925));
    }

    @Test
    void seedsDecide() {
        assertThat(first(5)).isEqualTo(first(5)).isNotEqualTo(first(6));
        assertThatThrownBy(() -> RowSample.of(10, 0, 1)).isInstanceOf(InputException.class);
    }

    private static double first(long seed) {
        LogitTile tile = new LogitTile(2);
        RowSample.of(1_000_000, 5, seed).of(rows(1_000_000)).pass().next(tile);
        return tile.value(0, 0);
    }
}
