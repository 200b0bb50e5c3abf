package io.demur.train.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The part {@code preparation} of a recipe. */
final class PreparationSection {
    private PreparationSection() {}

    static PreparationSpec read(Section section) {
        return switch (section.choice("kind", "table", "ngrams", "words", "none")) {
            case "ngrams" -> {
                section.only("kind", "words", "characters", "buckets");
                yield new PreparationSpec.Ngrams(
                        section.wholes("words", 1), section.wholes("characters", 1), section.small("buckets", 1));
            }
            case "words" -> {
                section.only("kind", "vocabulary", "minimum", "length");
                yield new PreparationSpec.Words(
                        section.small("vocabulary", 1), section.small("minimum", 1, 1), section.small("length", 1));
            }
            case "table" -> {
                section.only("kind");
                yield new PreparationSpec.Table();
            }
            default -> {
                section.only("kind");
                yield new PreparationSpec.None();
            }
        };
    }

    static ObjectNode write(PreparationSpec preparation) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (preparation instanceof PreparationSpec.Ngrams ngrams) {
            node.put("kind", "ngrams");
            ngrams.words().forEach(node.putArray("words")::add);
            ngrams.characters().forEach(node.putArray("characters")::add);
            return node.put("buckets", ngrams.buckets());
        } else if (preparation instanceof PreparationSpec.Words words) {
            return node.put("kind", "words")
                    .put("vocabulary", words.vocabulary())
                    .put("minimum", words.minimum())
                    .put("length", words.length());
        }
        return node.put("kind", preparation instanceof PreparationSpec.Table ? "table" : "none");
    }
}
