package io.demur.io.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** By what a file is known: the SHA-256 of its bytes, as {@code sha256:} and hex. */
public final class FileDigest {
    private static final int BLOCK = 1 << 16;

    private FileDigest() {}

    /**
     * Reads a file from end to end.
     *
     * @throws io.demur.logits.InputException if it cannot be read
     */
    public static String of(Path file) {
        try (InputStream stream = Files.newInputStream(InputFile.check(file))) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[BLOCK];
            for (int count = stream.read(block); count >= 0; count = stream.read(block)) {
                digest.update(block, 0, count);
            }
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw InputFile.failure(file.toString(), "cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
