package io.demur.tables;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Pieces of SQL. */
final class Sql {
    private Sql() {}

    /** A name, whatever is in it. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text, whatever is in it. */
    static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /** A list of texts. */
    static String texts(Collection<String> texts) {
        return texts.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A structure of texts. */
    static String struct(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> name(field.getKey()) + ": " + text(field.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
