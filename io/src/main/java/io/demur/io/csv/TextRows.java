package io.demur.io.csv;

import io.demur.logits.InputException;
import io.demur.logits.Nearest;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of a CSV file with a header, every field as it is written: UTF-8, separated by comma, semicolon or tab,
 * quoted where needed.
 *
 * <p>The first record is always the header. Every row must have as many fields; a line without anything is skipped.
 * Errors name the row, from 0 and without the header, and the line of the file. Belongs to one thread at a time.
 */
public final class TextRows implements AutoCloseable {
    private final String file;
    private final CsvTable table;
    private final List<String> names;
    private int row = -1;

    private TextRows(String file, CsvTable table) {
        this.file = file;
        this.table = table;
        if (!table.next()) {
            throw new InputException(file, "has no rows");
        }
        names = List.copyOf(table.text());
        for (String name : names) {
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                throw new InputException(file, "has two columns \"" + name + "\"", "give each its own name");
            }
        }
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws InputException if the file cannot be read, is empty, or has a name twice in its header
     */
    public static TextRows open(Path path) {
        String file = path.toString();
        CsvTable table = CsvTable.openStrictText(file, CsvSource.file(path).stream());
        try {
            return new TextRows(file, table);
        } catch (RuntimeException e) {
            table.close();
            throw e;
        }
    }

    /** The names of the columns. */
    public List<String> names() {
        return names;
    }

    /**
     * Where a column is.
     *
     * @throws InputException if there is none of that name
     */
    public int position(String column) {
        int position = names.indexOf(column);
        if (position < 0) {
            throw new InputException(
                    file, "has no column \"" + column + "\"", "did you mean \"" + Nearest.to(column, names) + "\"?");
        }
        return position;
    }

    /**
     * Goes to the next row.
     *
     * @return false at the end
     * @throws InputException for a row of another length, or bytes that are not UTF-8
     */
    public boolean next() {
        if (!table.next()) {
            return false;
        }
        row++;
        if (fields().size() != names.size()) {
            throw new InputException(place(), "has " + fields().size() + " fields, the header has " + names.size());
        }
        return true;
    }

    /** The fields of the row, as many as there are names. */
    public List<String> fields() {
        return table.text();
    }

    /** The line of the file, from 1, on which the row begins. */
    public int line() {
        return Math.toIntExact(table.line());
    }

    /** Where a row is, for a message. */
    public static String place(String file, int row, int line) {
        return file + ": row " + row + " (line " + line + ")";
    }

    private String place() {
        return place(file, row, line());
    }

    @Override
    public void close() {
        table.close();
    }
}
