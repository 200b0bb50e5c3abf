package io.demur.io.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.io.file.AtomicFile;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * JSON texts as trees, strictly read and reproducibly written.
 *
 * <p>Reading refuses a key that comes twice, text after the end, more than 64 levels, more than 64 MiB, a number beyond
 * the doubles, and everything that is not JSON. Writing keeps the order in which fields were put, and gives the same
 * bytes on every JDK. Nothing here looks into classes by reflection, because a start costs.
 */
public final class Json {
    /** The field of an object that holds the digest of its other fields. */
    public static final String DIGEST = "digest";

    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 400;
    private static final int LONGEST_KEY = 1 << 12;
    private static final long LARGEST = 64L << 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_KEY)
                    .maxDocumentLength(LARGEST)
                    .build())
            .build();

    private Json() {}

    /**
     * Reads a file in UTF-8.
     *
     * @throws InputException with line and column of what is wrong
     */
    public static JsonNode read(Path path) {
        InputFile.check(path);
        if (InputFile.size(path) > LARGEST) {
            throw new InputException(path.toString(), "is larger than " + (LARGEST >> 20) + " MiB");
        }
        try {
            return read(path.toString(), FACTORY.createParser(Files.readAllBytes(path)));
        } catch (IOException e) {
            throw InputFile.failure(path.toString(), "cannot be read", e);
        }
    }

    /**
     * Reads a text.
     *
     * @param name what error messages call it
     * @throws InputException with line and column of what is wrong
     */
    public static JsonNode read(String name, String text) {
        try {
            return read(name, FACTORY.createParser(text));
        } catch (IOException e) {
            throw InputFile.failure(name, "cannot be read", e);
        }
    }

    private static JsonNode read(String name, JsonParser source) throws IOException {
        try (JsonParser parser = source) {
            return new JsonTree(name, parser).read();
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
            throw new InputException(name, place + firstLine(e.getOriginalMessage()), e);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("is no JSON");
    }

    /**
     * The text of a tree, indented, with a line feed at the end.
     *
     * @throws IllegalArgumentException if it holds a number that is not finite
     */
    public static String write(JsonNode tree) {
        StringBuilder text = new StringBuilder();
        new JsonWriter(text, JsonWriter.Style.INDENTED).write(tree);
        return text.append('\n').toString();
    }

    /** Writes {@link #write(JsonNode)} to a file, which appears as a whole or not at all. */
    public static void write(Path target, JsonNode tree) {
        AtomicFile.writeText(target, write(tree));
    }

    /**
     * The same text for the same content: keys in the order of their UTF-16 codes, no spaces, whole doubles without a
     * point.
     */
    public static String canonical(JsonNode tree) {
        StringBuilder text = new StringBuilder();
        new JsonWriter(text, JsonWriter.Style.CANONICAL).write(tree);
        return text.toString();
    }

    /** The SHA-256 of the canonical text of an object without its field {@link #DIGEST}, as {@code sha256:} and hex. */
    public static String digest(ObjectNode object) {
        ObjectNode content = object.deepCopy();
        content.remove(DIGEST);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(canonical(content).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
