package io.demur.io;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.io.file.InputFile;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of the classes, in the order of the logits: one per line of a text file, or a JSON array of strings. */
public final class ClassNames {
    private ClassNames() {}

    /**
     * Reads the names.
     *
     * @param classes how many there must be
     * @throws InputException for another count, an empty name, or one that comes twice
     */
    public static List<String> read(Path file, int classes) {
        List<String> names = names(file);
        if (names.size() != classes) {
            throw new InputException(
                    file.toString(), "has " + names.size() + " names, the logits have " + classes + " classes");
        }
        return checked(file, names);
    }

    /**
     * Reads the names, however many there are.
     *
     * @throws InputException for an empty name, or one that comes twice
     */
    public static List<String> read(Path file) {
        return checked(file, names(file));
    }

    private static List<String> checked(Path file, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isBlank()) {
                throw new InputException(file.toString(), "the name of class " + i + " is empty");
            }
            if (!seen.add(names.get(i))) {
                throw new InputException(file.toString(), "the name \"" + names.get(i) + "\" comes twice");
            }
        }
        return names;
    }

    private static List<String> names(Path file) {
        try {
            String text = Files.readString(InputFile.check(file));
            return text.stripLeading().startsWith("[")
                    ? array(file.toString(), text)
                    : text.lines().map(String::strip).toList();
        } catch (MalformedInputException e) {
            throw new InputException(file.toString(), "is no text in UTF-8", e);
        } catch (IOException e) {
            throw InputFile.failure(file.toString(), "cannot be read", e);
        }
    }

    private static List<String> array(String name, String text) {
        List<String> names = new ArrayList<>();
        for (JsonNode node : Json.read(name, text)) {
            if (!node.isTextual()) {
                throw new InputException(name, "item " + names.size() + " of the array is no string");
            }
            names.add(node.textValue());
        }
        return List.copyOf(names);
    }
}
