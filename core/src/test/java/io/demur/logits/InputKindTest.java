package io.demur.logits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InputKindTest {

    private static LogitTile read(InputKind kind, double[]... rows) {
        LogitTile tile = new LogitTile(rows[0].length, 8);
        kind.asLogits(ArrayLogits.of(rows)).pass().next(tile);
        return tile;
    }

    @Test
    void logitsPassUnchecked() {
        assertThat(read(InputKind.LOGITS, new double[] {5, -8}).value(0, 1)).isEqualTo(-8);
    }

    @Test
    void probabilitiesBecomeTheirLogarithms() {
        LogitTile tile = read(InputKind.PROBABILITIES, new double[] {0.2, 0.5, 0.3}, new double[] {0.25, 0.25, 0.5});
        assertThat(tile.value(0, 0)).isCloseTo(-1.6094379124341003, within(1e-15));
        assertThat(tile.value(1, 2)).isCloseTo(-0.6931471805599453, within(1e-15));
    }

    @Test
    void logProbabilitiesStayAsTheyAre() {
        double log = Math.log(0.2);
        assertThat(read(InputKind.LOG_PROBABILITIES, new double[] {log, Math.log(0.8)})
                        .value(0, 0))
                .isEqualTo(log);
    }

    @ParameterizedTest(name = "{0}: ({1}, {2})")
    @CsvSource(
            delimiter = '|',
            value = {
                "PROBABILITIES | 1.5 | -0.5 | row 1, class 0: 1.5 is no probability; say --input logits if these are logits",
                "PROBABILITIES | 0.75 | 0.5 | row 1: the probabilities sum to 1.25, not to 1; say --input logits if these are logits",
                "PROBABILITIES | 1 | 0 | row 1, class 1: a zero probability has no logit; give the logits instead",
                "PROBABILITIES | NaN | 1 | row 1, class 0: NaN is no probability; say --input logits if these are logits",
                "LOG_PROBABILITIES | -1 | 0.25 | row 1, class 1: 0.25 is no log-probability; say --input logits if these are logits",
                "LOG_PROBABILITIES | 0 | -Infinity | row 1, class 1: a zero probability has no logit; give the logits instead"
            })
    void namesTheFirstRowThatIsNotOfTheKind(InputKind kind, double a, double b, String problem) {
        double half = kind == InputKind.PROBABILITIES ? 0.5 : Math.log(0.5);
        assertThatThrownBy(() -> read(kind, new double[] {half, half}, new double[] {a, b}))
                .isInstanceOf(InputException.class)
                .hasMessage("logits: " + problem);
    }

    @Test
    void logProbabilitiesMustSumToOne() {
        assertThatThrownBy(() -> read(InputKind.LOG_PROBABILITIES, new double[] {-3, -4}))
                .hasMessageStartingWith("logits: row 0: the log-sum-exp is -2.68")
                .hasMessageEndingWith(", not 0; say --input logits if these are logits");
    }

    @Test
    void scoresHaveNoClasses() {
        ArrayLogits any = ArrayLogits.of(new double[] {1, 2}, 2);
        assertThatThrownBy(() -> InputKind.SCORES.asLogits(any))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("scores have no classes");
    }

    @Test
    void oneNumberPerRowIsAboutTheSecondClass() {
        assertThat(InputKind.LOGITS.firstOfTwo(3)).isEqualTo(-1.5);
        assertThat(InputKind.LOGITS.secondOfTwo(3)).isEqualTo(1.5);
        assertThat(InputKind.PROBABILITIES.firstOfTwo(0.75)).isEqualTo(0.25);
        assertThat(InputKind.PROBABILITIES.secondOfTwo(0.75)).isEqualTo(0.75);
        assertThatThrownBy(() -> InputKind.LOG_PROBABILITIES.checkSingle("z.npy"))
                .hasMessageStartingWith("z.npy: has one log-probability per row");
    }

    @ParameterizedTest
    @EnumSource
    void parsesItsOwnText(InputKind kind) {
        assertThat(InputKind.parse(kind.toString())).isEqualTo(kind);
    }

    @Test
    void refusesOtherTexts() {
        assertThatThrownBy(() -> InputKind.parse("logit"))
                .hasMessage("--input: \"logit\" is not one of logits, probabilities, log-probabilities, scores");
    }
}
