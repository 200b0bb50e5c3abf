package io.demur.inputs.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.inputs.RawTexts;
import io.demur.inputs.SequenceFeatures;
import io.demur.logits.InputException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TokenPreparationTest {
    @Test
    @DisplayName("words keep their case and inner apostrophes, punctuation stands alone, HTML line breaks are space")
    void tokens() {
        assertThat(Tokeniser.tokens("Don't 'stop'... 3.5 stars<br /><br />caf\u00e9 \ud83d\ude00!\n"))
                .containsExactly(
                        "Don't",
                        "'",
                        "stop",
                        "'",
                        ".",
                        ".",
                        ".",
                        "3",
                        ".",
                        "5",
                        "stars",
                        "caf\u00e9",
                        "\ud83d\ude00",
                        "!");
        assertThat(Tokeniser.tokens(" \n")).isEmpty();
    }

    @Test
    @DisplayName("the vocabulary holds the most frequent tokens first, equal ones by their codes")
    void vocabulary() {
        RawTexts training = RawTexts.of("b b c", "a B a b", "d");
        assertThat(TokenPreparation.fit(training, new VocabularyLimits(1, 10), 4)
                        .vocabulary())
                .containsExactly("b", "a", "B", "c", "d");
        assertThat(TokenPreparation.fit(training, new VocabularyLimits(2, 10), 4)
                        .vocabulary())
                .containsExactly("b", "a");
        assertThat(TokenPreparation.fit(training, new VocabularyLimits(1, 3), 4).vocabulary())
                .containsExactly("b", "a", "B");
    }

    @Test
    @DisplayName("texts are padded with 0, cut at their end, and hold 1 for what is not known")
    void prepares() {
        TokenPreparation tokens = TokenPreparation.of(List.of("b", "a"), 3);
        SequenceFeatures features = tokens.prepare(RawTexts.of("a b", "b x a b", "", "a"));
        assertThat(features.ids()).containsExactly(3, 2, 0, 2, 1, 3, 1, 0, 0, 3, 0, 0);
        assertThat(features.lengths()).containsExactly(2, 3, 1, 1);
        assertThat(tokens.identifiers()).isEqualTo(4);
    }

    @Test
    void refuses() {
        assertThatThrownBy(() -> TokenPreparation.fit(RawTexts.of("a b"), new VocabularyLimits(2, 9), 3))
                .isInstanceOf(InputException.class)
                .hasMessage("training texts: no token comes 2 times");
        assertThatIllegalArgumentException().isThrownBy(() -> TokenPreparation.of(List.of("a", "a"), 3));
        assertThatIllegalArgumentException().isThrownBy(() -> TokenPreparation.of(List.of("a"), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new VocabularyLimits(0, 1));
    }
}
