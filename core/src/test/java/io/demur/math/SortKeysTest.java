package io.demur.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortKeysTest {
    private static final double[] LADDER = {
        Double.NEGATIVE_INFINITY,
        -Double.MAX_VALUE,
        -1.5,
        -1,
        -Double.MIN_NORMAL,
        -Double.MIN_VALUE,
        0,
        Double.MIN_VALUE,
        0.1,
        Math.nextUp(0.1),
        7,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY
    };

    @Test
    void keysGrowWithTheNumberAndComeBack() {
        for (int i = 0; i < LADDER.length; i++) {
            long key = SortKeys.ascending(LADDER[i]);
            assertThat(SortKeys.fromAscending(key)).isEqualTo(LADDER[i]);
            assertThat(SortKeys.descending(LADDER[i])).isEqualTo(~key);
            if (i > 0) {
                long below = SortKeys.ascending(LADDER[i - 1]);
                assertThat(Long.compareUnsigned(below, key))
                        .as("at %s", LADDER[i])
                        .isNegative();
            }
        }
    }

    @Test
    void zerosShareAKey() {
        assertThat(SortKeys.ascending(-0.0)).isEqualTo(SortKeys.ascending(0.0));
        assertThat(SortKeys.descending(-0.0)).isEqualTo(SortKeys.descending(0.0));
    }

    @ParameterizedTest(name = "{1} doubles of any bits, sorted as Arrays.sort sorts them, seed {0}")
    @CsvSource({"1, 0", "2, 1", "3, 2", "4, 100", "5, 5000", "6, 5000"})
    void sortsLikeTheJdk(long seed, int n) {
        Random random = new Random(seed);
        double[] values = IntStream.range(0, n).mapToDouble(i -> any(random)).toArray();
        int[] order = SortKeys.order(
                Arrays.stream(values).mapToLong(SortKeys::ascending).toArray());
        double[] sorted = Arrays.stream(values).map(x -> x + 0.0).sorted().toArray();
        assertThat(Arrays.stream(order).mapToDouble(i -> values[i] + 0.0).toArray())
                .isEqualTo(sorted);
    }

    private static double any(Random random) {
        double x = Double.longBitsToDouble(random.nextLong());
        return Double.isNaN(x) || random.nextInt(8) == 0 ? LADDER[random.nextInt(LADDER.length)] : x;
    }

    @ParameterizedTest(name = "falling, and equal numbers keep their order, seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void isStable(long seed) {
        double[] values =
                new Random(seed).ints(3000, -20, 20).mapToDouble(i -> i / 7.0).toArray();
        int[] expected = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        long[] keys = Arrays.stream(values).mapToLong(SortKeys::descending).toArray();
        assertThat(SortKeys.order(keys)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{1} keys in clusters of {2}, which share their upper halves, with ties, seed {0}")
    @CsvSource({"1, 3000, 2", "2, 3000, 20", "3, 3000, 3000", "4, 5, 5"})
    void sortsClusters(long seed, int n, int cluster) {
        Random random = new Random(seed);
        long[] keys = IntStream.range(0, n)
                .mapToLong(
                        i -> SortKeys.ascending(1 + random.nextInt(n / cluster)) + random.nextInt(cluster / 2 + 1) * 3L)
                .toArray();
        long[] before = keys.clone();
        SortKeys.Sorted sorted = SortKeys.sort(keys);
        int[] expected = IntStream.range(0, n)
                .boxed()
                .sorted((i, j) -> Long.compareUnsigned(before[i], before[j]))
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(sorted.order()).isEqualTo(expected);
        assertThat(sorted.keys())
                .isEqualTo(Arrays.stream(expected).mapToLong(i -> before[i]).toArray());
        assertThat(keys).as("left as they were").isEqualTo(before);
    }

    @Test
    void allEqualKeysStayWhereTheyAre() {
        assertThat(SortKeys.order(new long[] {5, 5, 5, 5})).containsExactly(0, 1, 2, 3);
        assertThat(SortKeys.order(new long[] {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE}))
                .as("unsigned")
                .containsExactly(1, 3, 2, 0);
    }
}
