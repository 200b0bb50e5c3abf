package io.demur.serve.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON body, read token by token straight into what it is for: a request of a thousand numbers makes no tree. Strict:
 * no key twice, few levels, numbers that are doubles. Whatever is wrong is a {@link Refusal} with status 400 and the
 * place.
 */
final class JsonInput implements AutoCloseable {
    private static final int DEEPEST = 16;
    private static final int LONGEST_NUMBER = 400;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_KEY = 1 << 10;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_KEY)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    private final JsonParser parser;

    private JsonInput(JsonParser parser) {
        this.parser = parser;
    }

    /** What reads a body. */
    @FunctionalInterface
    interface Reading<T> {
        T read(JsonInput in) throws IOException;
    }

    /** Reads a body to its end. */
    static <T> T read(byte[] body, int offset, int length, Reading<T> reading) {
        try (JsonInput in = new JsonInput(FACTORY.createParser(body, offset, length))) {
            in.parser.nextToken();
            T value = reading.read(in);
            if (in.parser.nextToken() != null) {
                throw in.problem("something stands after the end");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "body: " + place(e.getLocation()) + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new Refusal(400, "body: cannot be read: " + e.getMessage());
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("is no JSON");
    }

    private static String place(JsonLocation at) {
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }

    Refusal problem(String what) {
        return new Refusal(400, "body: " + place(parser.currentTokenLocation()) + what);
    }

    /** Takes one field of an object; must read its value. */
    @FunctionalInterface
    interface Field {
        void read(String name) throws IOException;
    }

    /** Goes through the fields of the object that begins here. */
    void object(Field field) throws IOException {
        require(JsonToken.START_OBJECT, "an object is expected here");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            field.read(name);
        }
    }

    /** Takes one element of a list; must read it. */
    @FunctionalInterface
    interface Element {
        void read() throws IOException;
    }

    /** Goes through the list that begins here. */
    void list(Element element) throws IOException {
        require(JsonToken.START_ARRAY, "a list is expected here");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    boolean isList() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    String text() throws IOException {
        require(JsonToken.VALUE_STRING, "a text is expected here");
        return parser.getText();
    }

    /** A text, or a whole number as a text: identifiers come as either. */
    String textOrWhole() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getText() : text();
    }

    /** A cell of a table: a text as it is, a number as it was written, true, false, or nothing for null. */
    String cell() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return "";
        }
        if (!token.isScalarValue()) {
            throw problem("a text, a number, true, false or null is expected here");
        }
        return parser.getText();
    }

    boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    boolean truth() throws IOException {
        if (!parser.currentToken().isBoolean()) {
            throw problem("true or false is expected here");
        }
        return parser.getBooleanValue();
    }

    int small() throws IOException {
        require(JsonToken.VALUE_NUMBER_INT, "a whole number is expected here");
        return parser.getIntValue();
    }

    /** The number here, which must be a finite double. */
    double number() throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw problem("a number is expected here");
        }
        double value = parser.getDoubleValue();
        if (Math.abs(value) > Double.MAX_VALUE) {
            throw problem("this number is beyond the doubles");
        }
        return value;
    }

    List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        list(() -> texts.add(textOrWhole()));
        return texts;
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    private void require(JsonToken wanted, String otherwise) {
        if (parser.currentToken() != wanted) {
            throw problem(otherwise);
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
