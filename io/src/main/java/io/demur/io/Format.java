package io.demur.io;

import io.demur.io.file.InputFile;
import io.demur.io.npy.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file is, by its first bytes; names of files are not asked. */
enum Format {
    NPY,
    TEXT,
    GZIP,
    UNKNOWN;

    /** Bytes that are looked at. */
    static final int HEAD = 512;

    static Format of(Path file) {
        try (InputStream stream = Files.newInputStream(InputFile.check(file))) {
            return of(stream.readNBytes(HEAD));
        } catch (IOException e) {
            throw InputFile.failure(file.toString(), "cannot be read", e);
        }
    }

    static Format of(byte[] head) {
        if (Npy.recognises(head)) {
            return NPY;
        }
        if (head.length > 1 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b) {
            return GZIP;
        }
        for (byte b : head) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return UNKNOWN;
            }
        }
        return TEXT;
    }

    /** What to say of a file that no reader takes. */
    String problem() {
        return this == GZIP ? "is compressed by gzip" : "is neither NPY, NPZ nor CSV";
    }

    String remedy() {
        return this == GZIP ? "unpack it first" : "save it with numpy.save, or as text in UTF-8";
    }
}
