package io.demur.train.recipe;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds a tree from YAML: one document, no key twice, and no anchors, whose expansion would have no line of its own.
 * Values stay texts; what they mean is for the reader of the recipe to say.
 */
final class YamlTree {
    private static final YAMLFactory FACTORY = new YAMLFactory();

    /** More than any recipe; a file this large is something else. */
    private static final long LARGEST = 1 << 20;

    private final String name;
    private final YAMLParser parser;
    private final Optional<String> fixedPlace;

    private YamlTree(String name, YAMLParser parser, Optional<String> fixedPlace) {
        this.name = name;
        this.parser = parser;
        this.fixedPlace = fixedPlace;
    }

    /** The tree of a file in UTF-8. */
    static Node read(Path file) {
        InputFile.check(file);
        if (InputFile.size(file) > LARGEST) {
            throw new InputException(file.toString(), "is larger than a recipe, 1 MiB");
        }
        try {
            return read(file.toString(), Files.readString(file));
        } catch (MalformedInputException e) {
            throw new InputException(file.toString(), "is no text in UTF-8", e);
        } catch (IOException e) {
            throw InputFile.failure(file.toString(), "cannot be read", e);
        }
    }

    /** The tree of a text; places are lines of what is called {@code name}. */
    static Node read(String name, String text) {
        return read(name, text, Optional.empty());
    }

    /** The tree of a value given in an option; every place is that option. */
    static Node value(String option, String text) {
        return text.isBlank() ? new Node.Scalar(option, "") : read(option, text, Optional.of(option));
    }

    private static Node read(String name, String text, Optional<String> fixedPlace) {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            return new YamlTree(name, parser, fixedPlace).document();
        } catch (JsonProcessingException e) {
            @Nullable JsonLocation at = e.getLocation();
            String line = at == null || fixedPlace.isPresent() ? "" : ": line " + at.getLineNr();
            throw new InputException(name + line, "is no YAML: " + firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw InputFile.failure(name, "cannot be read", e);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it cannot be parsed");
    }

    private Node document() throws IOException {
        if (parser.nextToken() == null) {
            throw new InputException(name, "holds nothing", "see docs/reference/recipes.md");
        }
        Node tree = node();
        if (parser.nextToken() != null) {
            throw new InputException(place(), "a second document begins", "one file holds one recipe");
        }
        return tree;
    }

    private String place() {
        return fixedPlace.orElseGet(
                () -> name + ": line " + parser.currentTokenLocation().getLineNr());
    }

    private Node node() throws IOException {
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw new InputException(place(), "anchors and aliases are not known here", "write the value out");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> keys();
            case START_ARRAY -> items();
            case VALUE_NULL -> new Node.Scalar(place(), "");
            default -> new Node.Scalar(place(), parser.getText());
        };
    }

    private Node keys() throws IOException {
        String where = place();
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String keyPlace = place();
            Node.@Nullable Entry before = entries.get(key);
            if (before != null) {
                throw new InputException(
                        keyPlace, "the key '" + key + "' comes twice", "it is also in " + before.where());
            }
            parser.nextToken();
            entries.put(key, new Node.Entry(keyPlace, node()));
        }
        return new Node.Keys(where, entries);
    }

    private Node items() throws IOException {
        String where = place();
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node());
        }
        return new Node.Items(where, items);
    }
}
