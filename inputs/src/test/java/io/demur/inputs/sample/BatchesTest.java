package io.demur.inputs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {
    private static List<int[]> list(Iterator<int[]> batches) {
        List<int[]> list = new ArrayList<>();
        batches.forEachRemaining(list::add);
        return list;
    }

    @Test
    @DisplayName("the order is the one that the documented shuffle gives in Python")
    void golden() {
        // state = join(7, epoch); for i in 9..1: draw from mix(state += 0x9e3779b97f4a7c15) >> 32, times i + 1, >> 32
        Batches batches = new Batches(10, 3, LastBatch.KEEP, 7);
        assertThat(batches.order(0)).containsExactly(5, 1, 8, 7, 4, 6, 0, 2, 3, 9);
        assertThat(batches.order(1)).containsExactly(6, 2, 5, 1, 3, 4, 0, 7, 8, 9);
    }

    @ParameterizedTest(name = "{0} rows in batches of {1}, {2}: {3}")
    @CsvSource({"10,3,KEEP,4", "10,3,DROP,3", "9,3,KEEP,3", "9,3,DROP,3", "2,3,KEEP,1", "1,1,DROP,1"})
    void batchesAreTheOrderCut(int rows, int size, LastBatch last, int count) {
        Batches batches = new Batches(rows, size, last, 5);
        List<int[]> epoch = list(batches.epoch(2));
        assertThat(epoch).hasSize(count).hasSize(batches.perEpoch());
        int[] joined = epoch.stream().flatMapToInt(Arrays::stream).toArray();
        assertThat(joined).isEqualTo(Arrays.copyOf(batches.order(2), joined.length));
        assertThat(joined.length).isEqualTo(last == LastBatch.KEEP ? rows : count * size);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, -1, 42})
    @DisplayName("an epoch has each row once, in an order of its own")
    void permutation(long seed) {
        Batches batches = new Batches(1000, 64, LastBatch.KEEP, seed);
        int[] sorted = batches.order(3);
        Arrays.sort(sorted);
        assertThat(sorted).isEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(batches.order(3)).isEqualTo(batches.order(3)).isNotEqualTo(batches.order(4));
        assertThat(new Batches(1000, 64, LastBatch.KEEP, seed + 1).order(3)).isNotEqualTo(batches.order(3));
    }

    @Test
    @DisplayName("all orders of four rows are equally frequent")
    void even() {
        int[] counts = new int[256];
        Batches batches = new Batches(4, 4, LastBatch.KEEP, 11);
        for (int epoch = 0; epoch < 24_000; epoch++) {
            int[] order = batches.order(epoch);
            counts[order[0] * 64 + order[1] * 16 + order[2] * 4 + order[3]]++;
        }
        double chiSquare = Arrays.stream(counts)
                .filter(count -> count > 0)
                .mapToDouble(count -> (count - 1000.0) * (count - 1000.0) / 1000)
                .sum();
        assertThat(Arrays.stream(counts).filter(count -> count > 0).count()).isEqualTo(24);
        assertThat(chiSquare).isLessThan(49.73); // scipy.stats.chi2.ppf(.999, 23)
    }

    @Test
    void inOrder() {
        assertThat(list(Batches.inOrder(5, 2)))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new int[] {0, 1}, new int[] {2, 3}, new int[] {4}));
    }

    @Test
    void refuses() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Batches(0, 1, LastBatch.KEEP, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Batches(2, 3, LastBatch.DROP, 0));
        Iterator<int[]> over = Batches.inOrder(1, 1);
        over.next();
        assertThatThrownBy(over::next).isInstanceOf(NoSuchElementException.class);
    }
}
