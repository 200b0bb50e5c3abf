package io.demur.train.recipe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.inputs.prepare.Letters;
import io.demur.inputs.prepare.NgramPreparation;
import io.demur.inputs.prepare.Orders;
import io.demur.inputs.prepare.VocabularyLimits;
import java.util.List;

/** The part {@code preparation} of a recipe. */
final class PreparationSection {
    private PreparationSection() {}

    static PreparationSpec read(Section section) {
        return switch (section.choice("kind", "table", "ngrams", "tokens", "image", "none")) {
            case "ngrams" -> {
                section.only("kind", "letters", "words", "characters", "bits");
                Letters letters =
                        section.choiceOr("lower", "letters", "lower", "keep").equals("keep")
                                ? Letters.KEEP
                                : Letters.LOWER;
                yield section.checked(() -> new PreparationSpec.Ngrams(new NgramPreparation(
                        letters, orders(section, "words"), orders(section, "characters"), section.small("bits", 1))));
            }
            case "tokens" -> {
                section.only("kind", "vocabulary", "minimum", "length", "vectors");
                yield new PreparationSpec.Tokens(
                        new VocabularyLimits(section.small("minimum", 1, 1), section.small("vocabulary", 1)),
                        section.small("length", 1),
                        section.optionalText("vectors"));
            }
            case "image" -> ImageSection.read(section);
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

    private static Orders orders(Section section, String key) {
        List<Integer> ends = section.wholes(key, 1);
        if (ends.size() != 2) {
            throw new IllegalArgumentException(key + " must hold the shortest and the longest length, such as [1, 2]");
        }
        return new Orders(ends.get(0), ends.get(1));
    }

    static ObjectNode write(PreparationSpec preparation) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (preparation instanceof PreparationSpec.Ngrams ngrams) {
            NgramPreparation form = ngrams.form();
            node.put("kind", "ngrams").put("letters", form.letters() == Letters.KEEP ? "keep" : "lower");
            write(node.putArray("words"), form.words());
            write(node.putArray("characters"), form.characters());
            return node.put("bits", form.bits());
        } else if (preparation instanceof PreparationSpec.Tokens tokens) {
            node.put("kind", "tokens")
                    .put("vocabulary", tokens.limits().mostTokens())
                    .put("minimum", tokens.limits().leastCount())
                    .put("length", tokens.length());
            tokens.vectors().ifPresent(file -> node.put("vectors", file));
            return node;
        }
        if (preparation instanceof PreparationSpec.Image image) {
            return ImageSection.write(image);
        }
        return node.put("kind", preparation instanceof PreparationSpec.Table ? "table" : "none");
    }

    private static void write(ArrayNode node, Orders orders) {
        node.add(orders.shortest()).add(orders.longest());
    }
}
