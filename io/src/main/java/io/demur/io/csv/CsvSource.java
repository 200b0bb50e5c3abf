package io.demur.io.csv;

import io.demur.io.file.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A CSV text that can be opened any number of times.
 *
 * @param name what error messages call it
 * @param opener gives the text from its beginning
 */
public record CsvSource(String name, Opener opener) {

    /** A file. */
    public static CsvSource file(Path path) {
        return new CsvSource(path.toString(), () -> Files.newInputStream(InputFile.check(path)));
    }

    InputStream stream() {
        try {
            return opener.open();
        } catch (IOException e) {
            throw InputFile.failure(name, "cannot be opened", e);
        }
    }

    CsvTable table(ColumnChoice choice) {
        return CsvTable.open(name, stream(), choice);
    }

    CsvTable cells(ColumnChoice choice) {
        return CsvTable.openCells(name, stream(), choice);
    }

    /** Opens a text. */
    @FunctionalInterface
    public interface Opener {
        /** A new stream, which the reader closes. */
        InputStream open() throws IOException;
    }
}
