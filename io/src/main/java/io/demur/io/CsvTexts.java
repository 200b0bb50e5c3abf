package io.demur.io;

import io.demur.io.csv.TextRows;
import java.nio.file.Path;
import java.util.Optional;

/** A column of a CSV file as it is written. */
final class CsvTexts implements TextValues {
    private final TextRows rows;
    private final int position;

    private CsvTexts(TextRows rows, int position) {
        this.rows = rows;
        this.position = position;
    }

    static CsvTexts open(Path file, String column) {
        TextRows rows = TextRows.open(file);
        try {
            return new CsvTexts(rows, rows.position(column));
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    @Override
    public boolean next() {
        return rows.next();
    }

    @Override
    public Optional<String> text() {
        return Optional.of(rows.fields().get(position));
    }

    @Override
    public String type() {
        return "VARCHAR";
    }

    @Override
    public void close() {
        rows.close();
    }
}
