package io.demur.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.demur.logits.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcedureTest {
    @Test
    void walksFromTheSmallestTuningPValueToTheFirstFailure() {
        double[] tuning = {0.2, 0.01, 0.02, 0.3, 0.4, 1};
        double[] p = {0.5, 0.01, 0.05, 0.049, 0.051, 0};
        Selection selection = FixedSequence.DEFAULT.select(tuning, p, 0.05);
        assertThat(selection.chosen()).hasValue(3);
        assertThat(selection.tested()).containsExactly(1, 2, 3, 4);
        assertThat(selection.level()).isEqualTo(0.05);
    }

    @Test
    void aFailedStartEndsItsWalk() {
        double[] tuning = {0.2, 0.01, 0.02, 0.3};
        double[] p = {0, 0.06, 0, 0};
        assertThat(FixedSequence.DEFAULT.select(tuning, p, 0.05).chosen()).isEmpty();
    }

    @Test
    void severalStartsShareDeltaAndPassOverAFailure() {
        double[] tuning = {0.9, 0.01, 0.02, 0.3, 0.4, 0.8};
        double[] p = {0, 0.03, 0, 0.001, 0.02, 0.026};
        Selection selection = new FixedSequence(2).select(tuning, p, 0.05);
        assertThat(selection.level()).isEqualTo(0.025);
        assertThat(selection.starts()).isEqualTo(2);
        assertThat(selection.chosen()).hasValue(4);
        assertThat(selection.tested()).containsExactly(1, 2, 3, 4, 5).doesNotHaveDuplicates();
    }

    @Test
    void aStartInsideAnEarlierWalkDoesNotReachBeyondItsEnd() {
        double[] tuning = {0.01, 0.02, 0.3, 0.4, 0.45};
        double[] p = {0, 0, 0, 0.9, 0};
        Selection selection = new FixedSequence(2).select(tuning, p, 0.05);
        assertThat(selection.chosen()).hasValue(2);
        assertThat(selection.tested()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void startsThatFindNoRoomGiveTheirShareBack() {
        double[] tuning = {0.9, 0.8, 0.7};
        assertThat(new FixedSequence(5).select(tuning, tuning, 0.05).starts()).isEqualTo(1);
        assertThat(new FixedSequence(5).select(tuning, tuning, 0.05).level()).isEqualTo(0.05);
    }

    @Test
    void ofEqualTuningPValuesTheSurestStarts() {
        Selection selection =
                FixedSequence.DEFAULT.select(new double[] {1, 1, 1}, new double[] {0.01, 0.02, 0.3}, 0.05);
        assertThat(selection.tested()).containsExactly(0, 1, 2);
        assertThat(selection.chosen()).hasValue(1);
    }

    @Test
    void holmStepsDownAndStops() {
        double[] p = {0.012, 0.9, 0.01, 0.03, 0.024};
        assertThat(new BonferroniHolm().select(p, 0.05).chosen()).hasValue(2);
        assertThat(new BonferroniHolm().select(p, 0.05).level()).isEqualTo(0.01);
        double[] more = {0.012, 0.9, 0.01, 0.025, 0.016};
        assertThat(new BonferroniHolm().select(more, 0.05).chosen()).hasValue(4);
        assertThat(new BonferroniHolm()
                        .select(new double[] {0.0251, 0.0252}, 0.05)
                        .chosen())
                .isEmpty();
    }

    @Test
    void noCandidatesGiveNothing() {
        assertThat(FixedSequence.DEFAULT
                        .select(new double[0], new double[0], 0.05)
                        .chosen())
                .isEmpty();
        assertThat(new BonferroniHolm().select(new double[0], 0.05).chosen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed-sequence", "fixed-sequence:starts=3", "bonferroni-holm"})
    void theTextIsTheProvenance(String text) {
        assertThat(Procedure.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sgr", "fixed-sequence:starts=0", "fixed-sequence:starts=x"})
    void unknownTextsAreRefused(String text) {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Procedure.parse(text))
                .withMessageContaining("fixed-sequence");
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> new FixedSequence(0));
    }
}
