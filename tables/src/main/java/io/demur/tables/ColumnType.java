package io.demur.tables;

import java.util.Locale;
import java.util.Set;

/**
 * A column's type in DuckDB's words, such as {@code FLOAT[]} or {@code DECIMAL(9,2)}.
 *
 * @param text the words
 */
record ColumnType(String text) {
    static final ColumnType DOUBLE = new ColumnType("DOUBLE");
    static final ColumnType FLOAT = new ColumnType("FLOAT");
    static final ColumnType BIGINT = new ColumnType("BIGINT");
    static final ColumnType VARCHAR = new ColumnType("VARCHAR");

    private static final Set<String> INTEGERS = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT");

    boolean floating() {
        return text.equals("FLOAT") || text.equals("DOUBLE") || text.startsWith("DECIMAL");
    }

    boolean integer() {
        return INTEGERS.contains(text);
    }

    boolean numeric() {
        return (floating() || integer()) && !list();
    }

    boolean truth() {
        return text.equals("BOOLEAN");
    }

    boolean words() {
        return text.equals("VARCHAR") || text.startsWith("ENUM");
    }

    /** Values of JSON that have no type in common. */
    boolean mixed() {
        return text.startsWith("JSON");
    }

    /** A list, of variable or fixed length. */
    boolean list() {
        return text.endsWith("]");
    }

    /** What a list holds. */
    ColumnType element() {
        return new ColumnType(text.substring(0, text.lastIndexOf('[')));
    }

    /** A list of these. */
    ColumnType listOf() {
        return new ColumnType(text + "[]");
    }

    /** A nested type, or one of no number, in short. */
    @Override
    public String toString() {
        return text.length() > 40 ? text.substring(0, 40).toUpperCase(Locale.ROOT) + "…" : text;
    }
}
