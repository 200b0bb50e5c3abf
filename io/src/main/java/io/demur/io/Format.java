package io.demur.io;

import io.demur.io.file.InputFile;
import io.demur.io.npy.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a file is, by its first bytes; names of files are not asked. */
public enum Format {
    /** One of numpy's, plain or in an archive. */
    NPY,
    /** Text that is not JSON: CSV. */
    TEXT,
    /** Rows as JSON: an object per line, or an array of objects. */
    JSON,
    /** A Parquet file. */
    PARQUET,
    /** Anything compressed by gzip. */
    GZIP,
    /** Anything compressed by Zstandard. */
    ZSTD,
    /** Anything else. */
    UNKNOWN;

    /** Bytes that are looked at. */
    static final int HEAD = 512;

    private static final String UNPACK = "unpack it first";
    private static final String SAVE = "save it with numpy.save, or as text in UTF-8";
    private static final Pattern ROWS_OF_JSON = Pattern.compile("\ufeff?\\s*(\\[\\s*)?\\{\\s*[\"}]");

    /**
     * What a file is.
     *
     * @throws io.demur.logits.InputException if it cannot be read, or is empty
     */
    public static Format of(Path file) {
        try (InputStream stream = Files.newInputStream(InputFile.check(file))) {
            return of(stream.readNBytes(HEAD));
        } catch (IOException e) {
            throw InputFile.failure(file.toString(), "cannot be read", e);
        }
    }

    /** What begins like this. */
    public static Format of(byte[] head) {
        if (Npy.recognises(head)) {
            return NPY;
        }
        if (startsWith(head, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (startsWith(head, 'P', 'A', 'R', '1')) {
            return PARQUET;
        }
        if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return ZSTD;
        }
        for (byte b : head) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return UNKNOWN;
            }
        }
        return ROWS_OF_JSON.matcher(new String(head, StandardCharsets.UTF_8)).lookingAt() ? JSON : TEXT;
    }

    private static boolean startsWith(byte[] head, int... magic) {
        return head.length >= magic.length
                && IntStream.range(0, magic.length).allMatch(i -> (head[i] & 0xff) == magic[i]);
    }

    /** What to say of a file that no reader takes. */
    String problem() {
        return switch (this) {
            case GZIP -> "is compressed by gzip";
            case ZSTD -> "is compressed by Zstandard";
            case PARQUET -> "is a Parquet file";
            case JSON -> "is JSON";
            default -> "is neither NPY, NPZ nor a table";
        };
    }

    String remedy() {
        return switch (this) {
            case GZIP, ZSTD -> UNPACK + ", or as a table: " + TableProviders.REMEDY;
            case PARQUET, JSON -> TableProviders.REMEDY;
            default -> SAVE;
        };
    }

    /** The same for a stream, which no table is read from. */
    String remedyOfStream() {
        return switch (this) {
            case GZIP, ZSTD -> UNPACK;
            case PARQUET, JSON -> "write it to a file and name that";
            default -> SAVE;
        };
    }
}
