package io.demur.tables;

import io.demur.io.csv.CsvDialect;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How CSV files are written. DuckDB is told, because its own guess may be that bad rows are another dialect, or no rows.
 *
 * @param names of the columns; their positions where there is no header
 */
record TextForm(char separator, boolean header, List<String> names) {
    TextForm {
        names = List.copyOf(names);
    }

    /** The form of a file. */
    static TextForm of(String file) {
        CsvDialect dialect = CsvDialect.of(TableKind.text(Path.of(file)));
        boolean header = !dialect.names().isEmpty();
        List<String> names = header
                ? dialect.names()
                : IntStream.range(0, dialect.columns())
                        .mapToObj(Integer::toString)
                        .toList();
        for (String name : names) {
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                throw new InputException(file, "has two columns \"" + name + "\"", "give each its own name");
            }
        }
        return new TextForm(dialect.separator(), header, names);
    }

    /** The name of a column; beyond those that are written, columns come from names of folders. */
    String nameOf(int position, String found) {
        return position < names.size() ? names.get(position) : found;
    }

    /** As arguments of the function that reads CSV. */
    String options() {
        return ", delim = " + Sql.text(Character.toString(separator)) + ", quote = '\"', escape = '\"', header = "
                + header + ", skip = 0, null_padding = false";
    }

    /** Columns are found by their position. */
    void requireSame(String first, String file) {
        TextForm other = of(file);
        if (!other.equals(this)) {
            throw new InputException(
                    file,
                    "has the columns " + InputFile.listing(other.names) + ", " + first + " has "
                            + InputFile.listing(names),
                    "files that are read as one table need the same columns in the same order");
        }
    }
}
