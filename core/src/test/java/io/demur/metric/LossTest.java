package io.demur.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import org.junit.jupiter.api.Test;

class LossTest {
    private static final double[][] COSTS = {{0, .25, 1}, {.5, 0, .75}, {.1, .2, 0}};

    @Test
    void errorIsZeroOrOne() {
        assertThat(Loss.error().of(new int[] {2, 1, 0}, new int[] {2, 0, 0}, 3)).containsExactly(0, 1, 0);
        assertThat(Loss.error().isError()).isTrue();
        int[] ends = {0, 1, 2, 1000, Integer.MAX_VALUE};
        for (int truth : ends) {
            for (int prediction : ends) {
                assertThat(Loss.zeroOne(truth, prediction)).isEqualTo(truth == prediction ? 0 : 1);
            }
        }
    }

    @Test
    void costsAreByTruthThenPrediction() {
        Loss loss = Loss.costs(COSTS);
        assertThat(loss.of(0, 2)).isEqualTo(1);
        assertThat(loss.of(2, 0)).isEqualTo(.1);
        assertThat(loss.of(new int[] {1, 1}, new int[] {2, 1}, 3)).containsExactly(.75, 0);
        assertThat(loss.isError()).isFalse();
    }

    @Test
    void refusesWhatIsNoCostMatrix() {
        assertThatThrownBy(() -> Loss.costs(new double[][] {{0, 1}, {1, 0, 1}}))
                .isInstanceOf(InputException.class)
                .hasMessage("cost matrix: row 1 has 3 entries, not 2");
        assertThatThrownBy(() -> Loss.costs(new double[][] {{0, 1}, {5, 0}}))
                .hasMessage("cost matrix: the cost 5.0 at row 1, column 0 is not in [0,1]; divide all costs by the"
                        + " largest");
        assertThatThrownBy(() -> Loss.costs(new double[][] {{0, Double.NaN}, {1, 0}}))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Loss.costs(new double[0][]))
                .isInstanceOf(InputException.class)
                .hasMessage("cost matrix: has 0 rows, but there are at least two classes");
        assertThatThrownBy(() -> Loss.costs(COSTS).of(new int[1], new int[1], 4))
                .hasMessage("cost matrix: is for 3 classes, the logits have 4");
    }
}
