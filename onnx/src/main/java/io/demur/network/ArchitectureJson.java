package io.demur.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.io.json.Fields;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import java.nio.file.Path;

/**
 * Networks as JSON: an object with {@code artefact}, {@code schemaVersion}, {@code name}, {@code input} and
 * {@code layers}, each layer with its {@code kind} and sizes. Fields that are not known are refused.
 */
public final class ArchitectureJson {
    /** The version of the form; files of later versions are refused. */
    public static final int VERSION = 1;

    private static final String ARTEFACT = "demur-architecture";

    private ArchitectureJson() {}

    /** Writes a network; the file appears as a whole or not at all. */
    public static void write(Path target, Architecture architecture) {
        Json.write(target, of(architecture));
    }

    /** The network as a tree. */
    public static ObjectNode of(Architecture architecture) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("artefact", ARTEFACT);
        node.put("schemaVersion", VERSION);
        node.put("name", architecture.name());
        node.set("input", input(architecture.input()));
        ArrayNode layers = node.putArray("layers");
        architecture.layers().forEach(layer -> layers.add(LayerJson.of(layer)));
        return node;
    }

    private static ObjectNode input(Shape shape) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (shape instanceof Shape.Vector vector) {
            node.put("kind", "vector").put("features", vector.features());
        } else if (shape instanceof Shape.Bag bag) {
            node.put("kind", "bag").put("vocabulary", bag.vocabulary());
        } else if (shape instanceof Shape.Tokens tokens) {
            node.put("kind", "tokens").put("vocabulary", tokens.vocabulary());
        } else if (shape instanceof Shape.Sequence sequence) {
            node.put("kind", "sequence").put("width", sequence.width());
        } else if (shape instanceof Shape.Image image) {
            node.put("kind", "image").put("channels", image.channels());
            node.put("height", image.height()).put("width", image.width());
        }
        return node;
    }

    /**
     * Reads a network.
     *
     * @throws InputException if the file is no network, of a newer version, or its layers do not fit each other
     */
    public static Architecture read(Path file) {
        return read(file.toString(), Json.read(file));
    }

    /**
     * As {@link #read(Path)}, from a tree.
     *
     * @param source what error messages call it
     */
    public static Architecture read(String source, JsonNode tree) {
        Fields fields = Fields.of(source, tree);
        if (!fields.has("artefact") || !fields.text("artefact").equals(ARTEFACT)) {
            throw new InputException(source, "is no network", "give the architecture.json of a run");
        }
        long version = fields.whole("schemaVersion");
        if (version < 1 || version > VERSION) {
            throw new InputException(
                    source, "has schema version " + version + ", this demur reads " + VERSION, "update demur");
        }
        fields.only("artefact", "schemaVersion", "name", "input", "layers");
        return fields.checked(
                "layers",
                () -> new Architecture(
                        fields.text("name"),
                        readInput(fields.object("input")),
                        fields.objects("layers").stream().map(LayerJson::read).toList()));
    }

    private static Shape readInput(Fields fields) {
        String kind = fields.text("kind");
        fields.only(
                switch (kind) {
                    case "vector" -> new String[] {"kind", "features"};
                    case "sequence" -> new String[] {"kind", "width"};
                    case "image" -> new String[] {"kind", "channels", "height", "width"};
                    default -> new String[] {"kind", "vocabulary"};
                });
        return fields.checked("kind", () -> switch (kind) {
            case "vector" -> new Shape.Vector(fields.small("features"));
            case "bag" -> new Shape.Bag(fields.small("vocabulary"));
            case "tokens" -> new Shape.Tokens(fields.small("vocabulary"));
            case "sequence" -> new Shape.Sequence(fields.small("width"));
            case "image" -> new Shape.Image(fields.small("channels"), fields.small("height"), fields.small("width"));
            default ->
                throw new IllegalArgumentException(
                        "\"" + kind + "\" is not one of vector, bag, tokens, sequence, image");
        });
    }
}
