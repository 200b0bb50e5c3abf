package io.demur.io.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.demur.math.ShortestDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Writes a tree as text. Arrays of plain values stay on one line, so that a curve does not fill pages. */
final class JsonWriter {
    private final StringBuilder text;
    private final Style style;
    private int depth;

    JsonWriter(StringBuilder text, Style style) {
        this.text = text;
        this.style = style;
    }

    void write(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node);
            case ARRAY -> writeArray(node);
            case STRING -> writeString(node.textValue());
            case NUMBER -> writeNumber(node);
            case BOOLEAN, NULL -> text.append(node.asText());
            default -> throw new IllegalArgumentException("JSON has no " + node.getNodeType());
        }
    }

    private void writeObject(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        if (style == Style.CANONICAL) {
            Collections.sort(keys);
        }
        writeItems("{}", keys.iterator(), style == Style.INDENTED, key -> {
            writeString(key);
            text.append(style == Style.INDENTED ? ": " : ":");
            write(node.get(key));
        });
    }

    private void writeArray(JsonNode node) {
        boolean nested = false;
        for (JsonNode item : node) {
            nested |= item.isContainerNode();
        }
        writeItems("[]", node.iterator(), nested && style == Style.INDENTED, this::write);
    }

    private <T> void writeItems(String brackets, Iterator<T> items, boolean lines, Consumer<T> write) {
        boolean any = items.hasNext();
        text.append(brackets.charAt(0));
        depth++;
        while (items.hasNext()) {
            breakLine(lines);
            write.accept(items.next());
            if (items.hasNext()) {
                text.append(lines || style == Style.CANONICAL ? "," : ", ");
            }
        }
        depth--;
        breakLine(lines && any);
        text.append(brackets.charAt(1));
    }

    private void breakLine(boolean lines) {
        if (lines) {
            text.append('\n').append("  ".repeat(depth));
        }
    }

    private void writeString(String value) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }

    private void writeNumber(JsonNode node) {
        if (node.isIntegralNumber()) {
            text.append(node.bigIntegerValue());
            return;
        }
        double value = node.doubleValue();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number for " + value);
        }
        text.append(style == Style.CANONICAL ? ShortestDecimal.canonical(value) : ShortestDecimal.text(value));
    }

    /** Who reads the text. */
    enum Style {
        /** People. */
        INDENTED,
        /** A digest. */
        CANONICAL
    }
}
