package io.demur.io.csv;

import io.demur.logits.InputException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The type that numbers had before they were written as text. The shortest text of a single number stands for another
 * double than the number itself, so that only who knows the type reads what was written.
 */
public enum Precision {
    /** Each text is rounded to the nearest double. */
    FLOAT64("float64"),
    /** Each text is rounded to the nearest single. */
    FLOAT32("float32");

    private final String text;

    Precision(String text) {
        this.text = text;
    }

    /**
     * The type with this name.
     *
     * @throws InputException listing the names
     */
    public static Precision parse(String text) {
        return Arrays.stream(values())
                .filter(precision -> precision.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new InputException("--dtype", "\"" + text + "\" is not one of " + texts()));
    }

    private static String texts() {
        return Arrays.stream(values()).map(Precision::toString).collect(Collectors.joining(", "));
    }

    /** As numpy names it. */
    @Override
    public String toString() {
        return text;
    }
}
