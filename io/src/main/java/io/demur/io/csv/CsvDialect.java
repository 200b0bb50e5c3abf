package io.demur.io.csv;

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
     * @throws InputException if it is empty, cannot be read, or may have a header or not
     */
    public static CsvDialect of(CsvSource source) {
        try (CsvTable table = CsvTable.openText(source.name(), source.stream())) {
            List<CsvRecord> beginning = table.beginning();
            List<String> first = beginning.get(0).fields();
            boolean header = CsvHeader.leads(source.name(), beginning);
            return new CsvDialect(table.separator(), header ? first : List.of(), first.size());
        }
    }
}
