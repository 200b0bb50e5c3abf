package io.demur.train.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.demur.logits.InputException;
import io.demur.logits.Nearest;
import java.util.ArrayList;
import java.util.List;

/** The part {@code network} of a recipe: a name, or a list of layers. */
final class NetworkSection {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> NAMES = List.of(
            "tabular-mlp",
            "resnet-20",
            "resnet-50",
            "densenet-bc-100",
            "vit-s-16",
            "deeplab-v3-plus-resnet-101",
            "deeplab-v3-plus-small");
    private static final List<String> WIDE = List.of("dense", "bag-embedding", "token-embedding", "lstm");
    private static final List<String> PLAIN = List.of("relu", "logits", "logit");
    private static final List<String> LAYERS =
            List.of("dense", "relu", "dropout", "bag-embedding", "token-embedding", "lstm", "logits", "logit");

    private NetworkSection() {}

    static NetworkSpec read(Node node) {
        if (node instanceof Node.Scalar scalar) {
            if (NAMES.contains(scalar.text())) {
                return new NetworkSpec.Named(scalar.text());
            }
            throw new InputException(
                    scalar.where(),
                    "network is a list of layers or one of " + String.join(", ", NAMES) + ", not " + scalar.kind());
        }
        if (!(node instanceof Node.Items items) || items.items().isEmpty()) {
            throw new InputException(node.where(), "network must be a list of layers or a name, not " + node.kind());
        }
        List<NetworkSpec.Step> steps = new ArrayList<>();
        for (Node item : items.items()) {
            steps.add(step(item));
        }
        return closed(new NetworkSpec.Layers(steps), node.where());
    }

    /** What a network answers must be the last thing it computes, and comes once. */
    private static NetworkSpec.Layers closed(NetworkSpec.Layers layers, String where) {
        List<Boolean> answers = layers.steps().stream()
                .map(s -> s.key().equals("logits") || s.key().equals("logit"))
                .toList();
        if (answers.indexOf(true) != answers.size() - 1) {
            throw new InputException(where, "network must end, and only end, with the layer logits or logit");
        }
        return layers;
    }

    private static NetworkSpec.Step step(Node item) {
        if (item instanceof Node.Scalar scalar) {
            if (PLAIN.contains(scalar.text())) {
                return new NetworkSpec.Plain(scalar.text());
            }
            throw LAYERS.contains(scalar.text())
                    ? new InputException(
                            scalar.where(),
                            "the layer " + scalar.text() + " needs a number",
                            "write " + scalar.text() + ": 128")
                    : unknown(scalar.where(), scalar.text());
        }
        Section section = Section.of("network", item);
        if (!(item instanceof Node.Keys keys) || keys.entries().size() != 1) {
            throw new InputException(item.where(), "a layer is one key with one number, such as dense: 128");
        }
        String key = keys.entries().keySet().iterator().next();
        if (key.equals("dropout")) {
            return new NetworkSpec.Dropout(section.number(key, Range.SHARE));
        }
        if (!WIDE.contains(key)) {
            throw PLAIN.contains(key)
                    ? new InputException(item.where(), "the layer " + key + " takes no number", "write - " + key)
                    : unknown(item.where(), key);
        }
        return new NetworkSpec.Wide(key, section.small(key, 1));
    }

    private static InputException unknown(String where, String layer) {
        return new InputException(
                where,
                "unknown layer '" + layer + "'",
                "did you mean " + Nearest.to(layer, LAYERS) + "? Known are " + String.join(", ", LAYERS));
    }

    static JsonNode write(NetworkSpec network) {
        if (network instanceof NetworkSpec.Named named) {
            return NODES.textNode(named.name());
        }
        ArrayNode items = NODES.arrayNode();
        for (NetworkSpec.Step step : ((NetworkSpec.Layers) network).steps()) {
            if (step instanceof NetworkSpec.Wide wide) {
                items.addObject().put(wide.key(), wide.width());
            } else if (step instanceof NetworkSpec.Dropout dropout) {
                items.addObject().put(dropout.key(), dropout.rate());
            } else {
                items.add(step.key());
            }
        }
        return items;
    }
}
