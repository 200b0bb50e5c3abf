package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.ArrayLogits;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.TilePass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        RowSample sample = RowSample.of(rows(n), labels(n), wanted, seed);
        int size = Math.min(n, wanted);
        assertThat(sample.size()).isEqualTo(size);
        assertThat(sample.total()).isEqualTo(n);
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
            RowSample sample = RowSample.of(rows(50), labels(50), 10, seed);
            TilePass.run(sample.of(rows(50)), 1, () -> tile -> {
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
        assertThatThrownBy(() -> RowSample.of(rows(10), labels(10), 0, 1)).isInstanceOf(InputException.class);
    }

    private static double first(long seed) {
        LogitTile tile = new LogitTile(2);
        RowSample.of(rows(10_000), labels(10_000), 5, seed)
                .of(rows(10_000))
                .pass()
                .next(tile);
        return tile.value(0, 0);
    }

    /** Rows of which many are equal, some with different labels, and one in ten without any. */
    private static final class Source {
        private final int[] values;
        private final int[] labels;

        Source(int[] values, int... labels) {
            this.values = values;
            this.labels = labels;
        }

        static Source random(int n, Random random) {
            int[] values = random.ints(n, 0, 40).map(v -> v < 20 ? 0 : v).toArray();
            int[] labels = random.ints(n, 0, 20)
                    .map(v -> v < 2 ? Labels.IGNORED : v % 2)
                    .toArray();
            return new Source(values, labels);
        }

        Source shuffled(Random random) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
            return new Source(
                    order.stream().mapToInt(i -> values[i]).toArray(),
                    order.stream().mapToInt(i -> labels[i]).toArray());
        }

        Logits logits() {
            return ArrayLogits.of(
                    Arrays.stream(values)
                            .mapToObj(v -> new double[] {v, -v})
                            .flatMapToDouble(Arrays::stream)
                            .toArray(),
                    2);
        }

        Labels truth() {
            return Labels.of(labels);
        }

        /** The drawn rows as value and label, sorted. */
        List<String> drawn(int wanted, long seed) {
            RowSample sample = RowSample.of(logits(), truth(), wanted, seed);
            int[] label = new int[sample.size()];
            sample.of(truth()).read(0, label.length, label);
            String[] rows = new String[label.length];
            TilePass.run(sample.of(logits()), 1, () -> tile -> {
                for (int r = 0; r < tile.rows(); r++) {
                    int at = (int) tile.firstRow() + r;
                    rows[at] = tile.value(r, 0) + " " + label[at];
                }
            });
            return Arrays.stream(rows).sorted().toList();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theOrderOfTheRowsChangesNoSample(long seed) {
        Random random = new Random(seed);
        Source source = Source.random(5_000, random);
        List<String> drawn = source.drawn(700, seed);
        assertThat(drawn).hasSize(700).noneMatch(row -> row.endsWith(String.valueOf(Labels.IGNORED)));
        assertThat(source.shuffled(random).drawn(700, seed)).isEqualTo(drawn);
        assertThat(source.drawn(700, seed + 1)).isNotEqualTo(drawn);
    }

    /** Half of the rows are one row many times over: no sample takes all of them or none. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void equalRowsAreDrawnOneByOne(long seed) {
        Source source = Source.random(5_000, new Random(seed));
        long zeros = source.drawn(700, seed).stream()
                .filter(row -> row.startsWith("0.0"))
                .count();
        // Hypergeometric around 350 with a standard deviation of about 12; five of them on either side.
        assertThat(zeros).isBetween(285L, 415L);
    }

    @ParameterizedTest(name = "{0} rows at once")
    @ValueSource(longs = {5_001, 5_000, 900, 61})
    void theNumberOfReadingsChangesNoSample(long rowsAtOnce) {
        Source source = Source.random(5_000, new Random(7));
        RowDraw draw = new RowDraw(source.logits(), source.truth(), 7, rowsAtOnce);
        assertThat(draw.draw(700)).isEqualTo(new RowDraw(source.logits(), source.truth(), 7).draw(700));
        assertThat(draw.total())
                .isEqualTo(Arrays.stream(source.labels).filter(l -> l >= 0).count());
    }

    @Test
    void refusesLabelsThatAreNoneOrOfOtherRows() {
        assertThatThrownBy(() -> RowSample.of(rows(3), Labels.of(-1, -1, -1), 2, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("all labels are ignored");
        assertThatThrownBy(() -> RowSample.of(rows(3), labels(4), 2, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 4 labels");
    }
}
