package io.demur.inputs.read;

import io.demur.inputs.RawTexts;
import io.demur.logits.InputException;
import java.util.List;
import java.util.function.IntFunction;

/** The door for texts. */
final class TextCheck {
    private TextCheck() {}

    static RawTexts checked(List<String> texts, IntFunction<String> places, EmptyTexts empty) {
        for (int row = 0; row < texts.size() && empty == EmptyTexts.REFUSE; row++) {
            if (texts.get(row).isBlank()) {
                throw new InputException(
                        places.apply(row), "the text is empty", "leave the row out, or allow empty texts");
            }
        }
        return RawTexts.of(texts, places);
    }
}
