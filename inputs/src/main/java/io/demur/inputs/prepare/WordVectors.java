package io.demur.inputs.prepare;

import io.demur.io.csv.Decimal;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HexFormat;

/**
 * Start vectors for the identifiers of a {@link TokenPreparation}, from a text file as GloVe has them: a token and its
 * numbers per line, separated by single spaces.
 *
 * <p>Rows of tokens that the file does not know are zero, those of padding and unknown always. Of a token that comes
 * twice the first line counts. A token may itself hold spaces; the last numbers of a line are the vector.
 */
public final class WordVectors {
    private final int width;
    private final float[] values;
    private final BitSet known = new BitSet();

    private WordVectors(int width, int rows) {
        this.width = width;
        this.values = new float[Math.multiplyExact(rows, width)];
    }

    /**
     * Reads the vectors of a vocabulary; other lines are only checked for their length.
     *
     * @param width numbers per line
     * @throws InputException for a missing file, bytes that are not UTF-8, a line with fewer numbers or, among those
     *     wanted, with something else
     */
    public static WordVectors read(Path file, TokenPreparation tokens, int width) {
        if (width < 1) {
            throw new IllegalArgumentException("the width must be at least 1, not " + width);
        }
        WordVectors vectors = new WordVectors(width, tokens.identifiers());
        try (BufferedReader reader = Files.newBufferedReader(InputFile.check(file))) {
            String line = reader.readLine();
            for (long number = 1; line != null; number++) {
                vectors.take(line, tokens, file + ": line " + number);
                line = reader.readLine();
            }
        } catch (CharacterCodingException e) {
            throw new InputException(file.toString(), "is no text in UTF-8", e);
        } catch (IOException e) {
            throw InputFile.failure(file.toString(), "cannot be read", e);
        }
        return vectors;
    }

    private void take(String line, TokenPreparation tokens, String place) {
        int end = line.stripTrailing().length();
        int start = end;
        for (int i = 0; i < width; i++) {
            start = line.lastIndexOf(' ', start - 1);
            if (start < 1) {
                throw new InputException(
                        place,
                        "has " + i + " numbers behind its token where " + width + " are wanted",
                        "check the width");
            }
        }
        int id = tokens.id(line.substring(0, start));
        if (id != TokenPreparation.UNKNOWN && !known.get(id)) {
            known.set(id);
            fill(id, line.substring(start + 1, end).split(" ", -1), place);
        }
    }

    private void fill(int id, String[] numbers, String place) {
        for (int i = 0; i < width; i++) {
            float value;
            try {
                value = (float) Decimal.parse(numbers[i]);
            } catch (NumberFormatException e) {
                throw new InputException(place, "\"" + numbers[i] + "\" is not a number", e);
            }
            if (!Float.isFinite(value)) {
                throw new InputException(place, numbers[i] + " is not a finite float");
            }
            values[id * width + i] = value;
        }
    }

    /** Numbers per row. */
    public int width() {
        return width;
    }

    /** How many identifiers there are, with padding and unknown. */
    public int rows() {
        return values.length / width;
    }

    /** The SHA-256 of what is known of which identifier, as {@code sha256:} and hex. */
    public String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer row = ByteBuffer.allocate(Integer.BYTES + width * Float.BYTES);
            known.stream().forEach(id -> {
                row.clear().putInt(id);
                for (int i = 0; i < width; i++) {
                    row.putFloat(values[id * width + i]);
                }
                digest.update(row.flip());
            });
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A row for each identifier, padding and unknown included, row after row; not to be changed. */
    public float[] values() {
        return values;
    }

    /** Whether the file had a vector for an identifier. */
    public boolean isKnown(int id) {
        return known.get(id);
    }

    /** How many identifiers have a vector. */
    public int count() {
        return known.cardinality();
    }
}
