package io.demur.io.csv;

import io.demur.logits.InputException;
import java.util.List;

/**
 * How a CSV text is written, by the rules of {@link Csv}, for whom else reads it.
 *
 * @param separator comma, semicolon or tab
 * @param names of the columns; empty without a header
 * @param columns how many there are
 */
public record CsvDialect(char separator, List<String> names, int columns) {
    /** Copies the list. */
    public CsvDialect {
        names = List.copyOf(names);
    }

    /**
     * Looks at the beginning of a text.
     *
     * @throws InputException if it is empty or cannot be read
     */
    public static CsvDialect of(CsvSource source) {
        try (CsvTable table = CsvTable.openText(source.name(), source.stream())) {
            if (!table.next()) {
                throw new InputException(source.name(), "has no rows");
            }
            List<String> first = table.text();
            return new CsvDialect(table.separator(), CsvHead.isHeader(first) ? first : List.of(), first.size());
        }
    }
}
