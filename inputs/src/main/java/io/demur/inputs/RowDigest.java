package io.demur.inputs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** SHA-256 over texts; each text with its length before it, so that no two lists of texts give the same bytes. */
final class RowDigest {
    private final MessageDigest digest;

    RowDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    RowDigest add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
        return this;
    }

    RowDigest add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    RowDigest addAll(List<String> texts) {
        add(texts.size());
        texts.forEach(this::add);
        return this;
    }

    RowDigest addRow(RawRows rows, int row) {
        if (rows instanceof RawTexts texts) {
            return add(texts.texts().get(row));
        }
        if (rows instanceof RawImages images) {
            return add(images.digest(row));
        }
        RawTable table = (RawTable) rows;
        for (int column = 0; column < table.columns().size(); column++) {
            add(table.cell(row, column));
        }
        return this;
    }

    RowDigest add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** The digest; this object starts anew. */
    byte[] take() {
        return digest.digest();
    }
}
