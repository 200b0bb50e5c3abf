package io.demur.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.io.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** As much of JSON Schema as the published schemas use; a keyword it does not know is an error. */
final class Schema {
    private static final List<String> KNOWN = List.of(
            "$schema",
            "$id",
            "$defs",
            "$ref",
            "title",
            "description",
            "type",
            "required",
            "additionalProperties",
            "properties",
            "items",
            "enum",
            "const");

    private final JsonNode root;
    private final List<String> problems = new ArrayList<>();

    private Schema(JsonNode root) {
        this.root = root;
    }

    /** What is wrong with a document. */
    static List<String> problems(String schema, JsonNode document) {
        Schema checker = new Schema(read(schema));
        checker.check("$", checker.root, document);
        return checker.problems;
    }

    private static JsonNode read(String schema) {
        return Json.read(Path.of("..", "docs", "schemas", schema));
    }

    /** The definition may stand in another of our schemas, and refer to its neighbours there. */
    private void follow(String at, String reference, JsonNode value) {
        String[] parts = reference.split("#/\\$defs/", -1);
        Schema other = parts[0].isEmpty() ? this : new Schema(read(parts[0]));
        other.check(at, other.root.get("$defs").get(parts[1]), value);
        if (other != this) {
            problems.addAll(other.problems);
        }
    }

    private void check(String at, JsonNode schema, JsonNode value) {
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!KNOWN.contains(keyword)) {
                throw new IllegalArgumentException("keyword " + keyword);
            }
        });
        if (schema.has("$ref")) {
            follow(at, schema.get("$ref").textValue(), value);
            return;
        }
        if (schema.has("type") && !hasType(schema.get("type"), value)) {
            problems.add(at + " is no " + schema.get("type"));
            return;
        }
        if (schema.has("const") && !schema.get("const").asText().equals(value.asText())) {
            problems.add(at + " is not " + schema.get("const"));
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            problems.add(at + " = " + value + " is not among " + schema.get("enum"));
        }
        if (value.isObject()) {
            object(at, schema, value);
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(at + "[" + i + "]", schema.get("items"), value.get(i));
            }
        }
    }

    private void object(String at, JsonNode schema, JsonNode value) {
        if (schema.has("required")) {
            schema.get("required").forEach(name -> {
                if (!value.has(name.textValue())) {
                    problems.add(at + " lacks " + name);
                }
            });
        }
        JsonNode other = schema.get("additionalProperties");
        value.fieldNames().forEachRemaining(name -> {
            if (schema.has("properties") && schema.get("properties").has(name)) {
                check(at + "." + name, schema.get("properties").get(name), value.get(name));
            } else if (other != null && other.isObject()) {
                check(at + "." + name, other, value.get(name));
            } else if (other != null && !other.booleanValue()) {
                problems.add(at + " has the unknown field " + name);
            }
        });
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode item : list) {
            if (item.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasType(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (hasType(one, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.textValue()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException("type " + type);
        };
    }
}
