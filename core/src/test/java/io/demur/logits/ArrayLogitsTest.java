package io.demur.logits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArrayLogitsTest {

    @Test
    void handsOutEveryRowInOrder() {
        double[] values = IntStream.range(0, 7 * 3).mapToDouble(i -> i * 0.5).toArray();
        try (ArrayLogits logits = ArrayLogits.of(values, 3)) {
            values[4] = 99;
            assertThat(logits.rows()).hasValue(7);
            assertThat(logits.classes()).isEqualTo(3);
            assertThat(logits.dtype()).isEqualTo("float64");
            Logits.Pass pass = logits.pass();
            LogitTile tile = new LogitTile(3, 4);
            assertThat(pass.next(tile)).isTrue();
            assertThat(tile.rows()).isEqualTo(4);
            assertThat(tile.value(1, 1)).as("copied").isEqualTo(2);
            assertThat(pass.next(tile)).isTrue();
            assertThat(tile.firstRow()).isEqualTo(4);
            assertThat(tile.rows()).isEqualTo(3);
            assertThat(tile.value(2, 2)).isEqualTo(10);
            assertThat(pass.next(tile)).isFalse();
            assertThat(tile.rows()).isZero();
            assertThat(tile.firstRow()).isEqualTo(7);
        }
    }

    @Test
    void startsAgainWithEveryPass() {
        ArrayLogits logits = ArrayLogits.of(new double[][] {{1, 2}, {3, 4}});
        for (int pass = 0; pass < 2; pass++) {
            LogitTile tile = new LogitTile(2, 8);
            assertThat(logits.pass().next(tile)).isTrue();
            assertThat(tile.value(1, 0)).isEqualTo(3);
        }
    }

    @Test
    void mayBeEmpty() {
        assertThat(ArrayLogits.of(new double[0][]).rows()).hasValue(0);
        assertThat(ArrayLogits.of(new double[0], 4).pass().next(new LogitTile(4, 2)))
                .isFalse();
    }

    @Test
    void refusesRaggedRows() {
        assertThatThrownBy(() -> ArrayLogits.of(new double[] {1, 2, 3}, new double[] {1, 2}))
                .isInstanceOf(InputException.class)
                .hasMessage("row 1: has 2 values, the first row 3");
    }

    @Test
    void refusesFewerThanTwoClasses() {
        assertThatThrownBy(() -> ArrayLogits.of(new double[] {1, 2, 3, 4, 5}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("5 values are no rows of 2 classes");
        assertThatThrownBy(() -> ArrayLogits.of(new double[] {1, 2}, 1))
                .hasMessage("2 values are no rows of 1 classes");
        assertThatThrownBy(() -> ArrayLogits.of(new double[][] {{1}, {2}, {3}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 values are no rows of 1 classes");
        assertThatThrownBy(() -> ArrayLogits.of(new double[][] {{}, {}})).isInstanceOf(IllegalArgumentException.class);
    }
}
