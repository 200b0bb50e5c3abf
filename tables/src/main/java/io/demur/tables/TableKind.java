package io.demur.tables;

import io.demur.io.Format;
import io.demur.io.csv.CsvSource;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** How a table lies in its files. */
enum TableKind {
    /** Columns with types. */
    PARQUET("Parquet", "read_parquet"),
    /** Text, a row per line, perhaps compressed by gzip. */
    CSV("CSV", "read_csv"),
    /** Text, an object per row, perhaps compressed by gzip. */
    JSON("JSON", "read_json");

    private static final int HEAD = 512;

    private final String title;
    private final String function;

    TableKind(String title, String function) {
        this.title = title;
        this.function = function;
    }

    /** The function that reads it. */
    String function() {
        return function;
    }

    /** Whether the types of columns are guessed from what stands in them. */
    boolean text() {
        return this != PARQUET;
    }

    /**
     * What a file is, by its content; empty if it is neither a table nor anything that could be one.
     *
     * @throws InputException if the file cannot be read
     */
    static Optional<TableKind> of(Path file) {
        Format format = Format.of(file);
        if (format == Format.PARQUET) {
            return Optional.of(PARQUET);
        }
        return switch (format == Format.GZIP ? Format.of(unpackedHead(file)) : format) {
            case JSON -> Optional.of(JSON);
            case TEXT -> Optional.of(CSV);
            default -> Optional.empty();
        };
    }

    /** Whether a file is not compressed. */
    private static boolean plain(Path file) {
        return Format.of(file) != Format.GZIP;
    }

    /** By the ending of a name, where the content is somewhere in a network. */
    static TableKind ofName(String name) {
        String plain = name.replaceFirst("\\.gz$", "");
        if (plain.endsWith(".json") || plain.endsWith(".ndjson") || plain.endsWith(".jsonl")) {
            return JSON;
        }
        return plain.endsWith(".csv") ? CSV : PARQUET;
    }

    /** Whether nothing stands in a file: what a job writes for a part without rows. */
    static boolean blank(Path file) {
        long size = InputFile.size(file);
        return size == 0 || (size < HEAD && Format.of(file) == Format.GZIP && unpackedHead(file).length == 0);
    }

    /**
     * Reads a compressed file to its end: DuckDB takes one that was cut off for a shorter one.
     *
     * @throws InputException if the end is missing, or a check sum differs
     */
    static void requireWhole(Path file) {
        if (Format.of(file) == Format.GZIP) {
            try (InputStream stream = unpacked(file)) {
                stream.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw damaged(file, e);
            }
        }
    }

    private static byte[] unpackedHead(Path file) {
        try (InputStream stream = unpacked(file)) {
            return stream.readNBytes(HEAD);
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    private static InputStream unpacked(Path file) throws IOException {
        return new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), 1 << 16);
    }

    /** A file as text, unpacked where it is compressed. */
    static CsvSource text(Path file) {
        return plain(file) ? CsvSource.file(file) : new CsvSource(file.toString(), () -> unpacked(file));
    }

    private static InputException damaged(Path file, IOException problem) {
        return problem instanceof EOFException || problem instanceof ZipException
                ? new InputException(
                        file.toString(),
                        "is cut off or damaged: its compressed data do not end as they should",
                        problem)
                : InputFile.failure(file.toString(), "cannot be read", problem);
    }

    @Override
    public String toString() {
        return title;
    }
}
