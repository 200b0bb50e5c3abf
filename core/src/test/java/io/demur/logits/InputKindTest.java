package io.demur.logits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InputKindTest {
    private static final double[] GOOD = {0.2, 0.3, 0.5};

    @ParameterizedTest
    @EnumSource
    void parsesItsOwnText(InputKind kind) {
        assertThat(InputKind.parse(kind.toString())).isEqualTo(kind);
    }

    @Test
    void refusesOtherTexts() {
        assertThatThrownBy(() -> InputKind.parse("softmax"))
                .isInstanceOf(InputException.class)
                .hasMessage("--input: \"softmax\" is not one of logits, probabilities, log-probabilities, scores");
    }

    @Test
    void probabilitiesBecomeTheirLogarithms() {
        LogitTile tile = first(InputKind.PROBABILITIES, GOOD);
        assertThat(tile.value(0, 1)).isEqualTo(StrictMath.log(0.3));
    }

    @Test
    void logProbabilitiesStay() {
        LogitTile tile = first(InputKind.LOG_PROBABILITIES, Math.log(1e-5), 5e-7, Math.log(1e-9));
        assertThat(tile.value(0, 1)).isEqualTo(5e-7);
    }

    @ParameterizedTest
    @CsvSource({
        "PROBABILITIES, 0.2, 0.3, 0.4, 'row 1: the probabilities sum to 0.9'",
        "PROBABILITIES, 0, 0.5, 0.5, 'row 1, class 0: a zero probability has no logit; '",
        "PROBABILITIES, 0.5, -0.1, 0.6, 'row 1, class 1: -0.1 is no probability; say --input logits'",
        "PROBABILITIES, 0.5, 0.2, NaN, 'row 1, class 2: NaN is no probability'",
        "PROBABILITIES, 2, 0.2, 0.1, 'row 1, class 0: 2.0 is no probability'",
        "LOG_PROBABILITIES, -1, -1, -3, 'row 1: the log-sum-exp is -0.24'",
        "LOG_PROBABILITIES, -1, 0.5, -3, 'row 1, class 1: 0.5 is no log-probability'",
        "LOG_PROBABILITIES, -1, -Infinity, -3, 'row 1, class 1: a zero probability'",
        "LOG_PROBABILITIES, NaN, -1, -3, 'row 1, class 0: NaN is no log-probability'"
    })
    void namesTheRowThatIsNotOfTheKind(InputKind kind, double a, double b, double c, String expected) {
        UnaryOperator<double[]> scale = row -> kind == InputKind.PROBABILITIES
                ? row
                : java.util.Arrays.stream(row).map(Math::log).toArray();
        Logits logits = kind.asLogits(ArrayLogits.of(scale.apply(GOOD), new double[] {a, b, c}));
        Logits.Pass pass = logits.pass();
        LogitTile tile = new LogitTile(3);
        assertThatThrownBy(() -> pass.next(tile))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void aNearSumIsAccepted() {
        assertThat(first(InputKind.PROBABILITIES, 0.2, 0.3, 0.5009).rows()).isEqualTo(1);
        assertThat(first(InputKind.LOG_PROBABILITIES, Math.log(0.4), Math.log(0.5995))
                        .rows())
                .isEqualTo(1);
    }

    @Test
    void scoresHaveNoClasses() {
        Logits logits = ArrayLogits.of(GOOD, 3);
        assertThatThrownBy(() -> InputKind.SCORES.asLogits(logits)).isInstanceOf(InputException.class);
        assertThat(InputKind.LOGITS.asLogits(logits)).isSameAs(logits);
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

    private static LogitTile first(InputKind kind, double... row) {
        LogitTile tile = new LogitTile(row.length);
        assertThat(kind.asLogits(ArrayLogits.of(row)).pass().next(tile)).isTrue();
        return tile;
    }
}
