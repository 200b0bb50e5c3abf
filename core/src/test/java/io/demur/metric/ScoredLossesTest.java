package io.demur.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoredLossesTest {

    @ParameterizedTest(name = "confidence {0}, loss {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "NaN | 0 | row 2: the confidence is NaN",
                "0.5 | 1.25 | row 2: the loss 1.25 is not in [0,1]",
                "0.5 | -0.5 | row 2: the loss -0.5 is not in [0,1]",
                "0.5 | NaN | row 2: the loss NaN is not in [0,1]"
            })
    void namesTheFirstBadRow(double confidence, double loss, String message) {
        assertThatThrownBy(() ->
                        ScoredLosses.of(new double[] {.1, .2, confidence, Double.NaN}, new double[] {0, 1, loss, 7}))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    void refusesOtherLengthsAndNothing() {
        assertThatThrownBy(() -> ScoredLosses.of(new double[] {1, 2, 3}, new double[] {0, 1}))
                .isInstanceOf(InputException.class)
                .hasMessage("losses: 2 losses for 3 confidences");
        assertThatThrownBy(() -> ScoredLosses.of(new double[0], new double[0]))
                .hasMessage("samples: there is none to measure on");
    }

    @Test
    void knowsWhetherLossesAreBinary() {
        assertThat(ScoredLosses.of(new double[] {1, 2}, new double[] {0, 1}).binary())
                .isTrue();
        ScoredLosses other = ScoredLosses.of(new double[] {1, Double.POSITIVE_INFINITY}, new double[] {0, .5});
        assertThat(other.binary()).isFalse();
        assertThat(other.size()).isEqualTo(2);
        assertThat(other.loss(1)).isEqualTo(.5);
        assertThat(other.confidence(0)).isEqualTo(1);
    }

    @Test
    void rankingFallsAndKnowsItsBlocks() {
        Ranking ranking = ScoredLosses.of(new double[] {.2, .9, .2, 0.0, .9, -0.0, .5}, new double[7])
                .ranking();
        assertThat(IntStream.range(0, ranking.size()).map(ranking::sample).toArray())
                .as("within a block in the order of the samples")
                .containsExactly(1, 4, 6, 0, 2, 3, 5);
        assertThat(ranking.blocks()).isEqualTo(4);
        assertThat(ranking.blockStart(2)).isEqualTo(3);
        assertThat(ranking.blockEnd(2)).isEqualTo(5);
        assertThat(ranking.blockStart(0)).isZero();
        assertThat(ranking.blockEnd(3)).isEqualTo(7);
    }
}
