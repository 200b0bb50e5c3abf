package io.demur.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The SHA-256 of a model file as its last metadata entry, over everything before.
 *
 * <p>ONNX Runtime trusts a file: a changed byte in a graph can end the whole process. So our own files are checked before
 * it sees them. In the format of protocol buffers an entry may simply be appended.
 */
final class ModelSeal {
    private static final int HEX_DIGITS = 64;
    private static final int BLOCK = 1 << 16;
    private static final int LENGTH = entry("0".repeat(HEX_DIGITS)).length;

    private ModelSeal() {}

    /** The model with its digest at the end. */
    static byte[] seal(byte[] model) {
        MessageDigest digest = sha256();
        digest.update(model);
        byte[] entry = entry(HexFormat.of().formatHex(digest.digest()));
        byte[] sealed = Arrays.copyOf(model, model.length + entry.length);
        System.arraycopy(entry, 0, sealed, model.length, entry.length);
        return sealed;
    }

    private static byte[] entry(String hex) {
        return ModelProto.newBuilder()
                .addMetadataProps(StringStringEntryProto.newBuilder()
                        .setKey(ModelKeys.DIGEST)
                        .setValue(hex))
                .build()
                .toByteArray();
    }

    /**
     * Refuses a file that does not end with the digest of its content.
     *
     * @throws InputException saying that it was changed
     */
    static void check(Path file) {
        long content = InputFile.size(file) - LENGTH;
        MessageDigest digest = sha256();
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] block = new byte[BLOCK];
            for (long done = 0; done < content; ) {
                int count = stream.readNBytes(block, 0, (int) Math.min(BLOCK, content - done));
                if (count == 0) {
                    break;
                }
                digest.update(block, 0, count);
                done += count;
            }
            byte[] expected = entry(HexFormat.of().formatHex(digest.digest()));
            if (!Arrays.equals(stream.readAllBytes(), expected)) {
                throw new InputException(
                        file.toString(),
                        "its content does not match its digest: it was changed after it was written",
                        "take the original, or export it again");
            }
        } catch (IOException e) {
            throw InputFile.failure(file.toString(), "cannot be read", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
