package io.demur.train.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.logits.InputException;
import io.demur.train.recipe.WeightsSpec.Head;
import io.demur.train.recipe.WeightsSpec.Names;
import java.util.Arrays;

/** The part {@code weights} of a recipe. */
final class WeightsSection {
    private static final String RESNET = "resnet-50";
    private static final String DEEPLAB = "deeplab-v3-plus-resnet-101";

    private WeightsSection() {}

    /** Reads it, and refuses names that are not those of the network. */
    static WeightsSpec read(Section section, NetworkSpec network) {
        section.only("file", "names", "head");
        String[] codes = Arrays.stream(Names.values()).map(Names::code).toArray(String[]::new);
        String code = section.choiceOr(Names.NONE.code(), "names", codes);
        Names names = Arrays.stream(Names.values())
                .filter(known -> known.code().equals(code))
                .findFirst()
                .orElseThrow();
        Head head = section.choiceOr("file", "head", "file", "drawn").equals("file") ? Head.FILE : Head.DRAWN;
        String named = network instanceof NetworkSpec.Named known ? known.name() : "";
        boolean fits =
                switch (names) {
                    case NONE -> true;
                    case TORCHVISION -> named.equals(RESNET) || named.equals(DEEPLAB);
                    case TORCHVISION_DEEPLAB_V3 -> named.equals(DEEPLAB);
                };
        if (!fits) {
            throw new InputException(
                    section.node("names").where(),
                    "the names " + code + " are not those of this network",
                    "torchvision is for " + RESNET + " and " + DEEPLAB + ", torchvision-deeplab-v3 for " + DEEPLAB);
        }
        if (head == Head.DRAWN && named.equals(DEEPLAB) && names != Names.NONE) {
            throw new InputException(
                    section.node("head").where(),
                    "torchvision has no decoder, so that it begins drawn in any case",
                    "leave head out");
        }
        return new WeightsSpec(section.text("file"), names, head);
    }

    static ObjectNode write(WeightsSpec weights) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("file", weights.file())
                .put("names", weights.names().code())
                .put("head", weights.head().code());
    }
}
