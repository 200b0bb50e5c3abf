package io.demur.io.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.logits.InputException;
import java.io.IOException;

/**
 * Builds a tree from the tokens of a parser: Jackson's nodes without its object mapper, whose start takes longer than
 * reading a selector.
 */
final class JsonTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String name;
    private final JsonParser parser;

    JsonTree(String name, JsonParser parser) {
        this.name = name;
        this.parser = parser;
    }

    JsonNode read() throws IOException {
        if (parser.nextToken() == null) {
            throw new InputException(name, "holds no JSON value");
        }
        JsonNode tree = value();
        if (parser.nextToken() != null) {
            throw problem("text follows the end");
        }
        return tree;
    }

    private JsonNode value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> whole();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw problem("a value is missing");
        };
    }

    private JsonNode object() throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            object.set(key, value());
        }
        return object;
    }

    private JsonNode array() throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value());
        }
        return array;
    }

    private JsonNode whole() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private JsonNode decimal() throws IOException {
        double value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
            throw problem("the number " + parser.getText() + " is beyond the doubles");
        }
        return NODES.numberNode(value);
    }

    private InputException problem(String problem) {
        JsonLocation at = parser.currentTokenLocation();
        return new InputException(name, "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + problem);
    }
}
