package io.demur.io.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Single texts as JSON, for lines that are written by the million. */
public final class JsonText {
    private JsonText() {}

    /** In quotation marks, escaped. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }
}
