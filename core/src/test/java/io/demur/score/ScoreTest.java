package io.demur.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "msp",
                "entropy",
                "softmax-margin",
                "max-logit",
                "logit-margin",
                "gini",
                "energy:T=1",
                "energy:T=0.1",
                "energy:T=1.0E-5",
                "msp-temperature:T=2.75",
                "msp-temperature:T=1.25E-4",
                "gen:gamma=0.1,top=100",
                "gen:gamma=1,top=1",
                "logit-norm:p=5,centre=mean",
                "logit-norm:p=5.25,centre=none",
                "logit-norm:p=1.0000000000000002,centre=mean",
                "logit-margin-norm:p=33,centre=mean"
            })
    void theTextNamesTheScoreCompletely(String text) {
        Score score = Score.parse(text);
        assertThat(score).hasToString(text);
        assertThat(Score.parse(score.toString())).isEqualTo(score);
    }

    @ParameterizedTest
    @EnumSource
    void plainScoresAreTheirOwnText(PlainScore score) {
        assertThat(Score.parse(score.toString())).isSameAs(score);
    }

    @ParameterizedTest(name = "\"{0}\" = {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "energy | energy:T=1",
                "energy: | energy:T=1",
                "' msp ' | msp",
                "msp-temperature | msp-temperature:T=1",
                "gen | gen:gamma=0.1,top=100",
                "gen:top=20 | gen:gamma=0.1,top=20",
                "logit-norm | logit-norm:p=5,centre=mean",
                "logit-norm: centre = none , p = 3.0 | logit-norm:p=3,centre=none",
                "logit-margin-norm:p=7 | logit-margin-norm:p=7,centre=mean"
            })
    void whatIsLeftOutTakesItsDefault(String text, String complete) {
        assertThat(Score.parse(text)).hasToString(complete);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource(
            delimiter = '|',
            value = {
                "mps | score 'mps': is not known; did you mean msp?",
                "logitnorm:p=5 | score 'logitnorm': is not known; did you mean logit-norm?",
                "MSP | score 'MSP': is not known; did you mean msp?",
                "entropie | score 'entropie': is not known; did you mean entropy?",
                "'' | score '': is not known; did you mean msp?",
                "msp:T=2 | score 'msp:T=2': has no parameter 'T'",
                "logit-norm:q=3 | score 'logit-norm:q=3': has no parameter 'q'",
                "energy:T | score 'energy:T': expected name=value once for each, not 'T'",
                "energy:=1 | score 'energy:=1': expected name=value once for each, not '=1'",
                "energy:T=1,T=2 | score 'energy:T=1,T=2': expected name=value once for each, not 'T=2'",
                "energy:T=1, | score 'energy:T=1,': expected name=value once for each, not ''",
                "energy:T=warm | score 'energy:T=warm': T must be a number, not 'warm'",
                "energy:T=0 | energy: T must lie in [1e-6, 1e6], not be 0.0",
                "energy:T=-1.5 | energy: T must lie in [1e-6, 1e6], not be -1.5",
                "msp-temperature:T=NaN | msp-temperature: T must lie in [1e-6, 1e6], not be NaN",
                "msp-temperature:T=Infinity | msp-temperature: T must lie in [1e-6, 1e6], not be Infinity",
                "gen:gamma=0 | gen: gamma must lie in (0, 1], not be 0.0",
                "gen:gamma=1.5 | gen: gamma must lie in (0, 1], not be 1.5",
                "gen:gamma=NaN | gen: gamma must lie in (0, 1], not be NaN",
                "gen:top=0 | gen: top must be at least 1, not 0",
                "gen:top=2.5 | score 'gen:top=2.5': top must be a whole number, not 2.5",
                "logit-norm:p=0.5 | logit-norm: the order p must be at least 1 and finite, not 0.5",
                "logit-norm:p=Infinity | logit-norm: the order p must be at least 1 and finite, not Infinity",
                "logit-margin-norm:p=NaN | logit-margin-norm: the order p must be at least 1 and finite, not NaN",
                "logit-norm:centre=median | score 'logit-norm:centre=median': centre must be mean or none, not 'median'"
            })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> Score.parse(text))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    void displayShowsTheFamiliarQuantity() {
        assertThat(PlainScore.MSP.display(0)).isEqualTo(0.5);
        assertThat(PlainScore.MSP.display(-800)).isZero();
        assertThat(PlainScore.SOFTMAX_MARGIN.display(-0.75)).isEqualTo(0.25);
        assertThat(PlainScore.GINI.display(-0.25)).isEqualTo(0.75);
        assertThat(PlainScore.ENTROPY.display(-0.25)).isEqualTo(-0.25);
        assertThat(new Energy(2).display(7.5)).isEqualTo(7.5);
        assertThat(LogitNorm.of(3).display(0.25)).isEqualTo(0.25);
        assertThat(new MspTemperature(9).display(0)).isEqualTo(0.5);
    }
}
