package io.demur.io.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A model in ONNX by its bytes, and the files beside it in which it keeps weights ("external data"). Knows of the format
 * only where the names of those files stand; a file that is no model has none.
 */
public final class ModelFile {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int MESSAGE = 2;
    private static final int FOUR_BYTES = 5;
    private static final int LONGEST_NAME = 1 << 16;

    /** The messages on the way to a tensor, by the numbers of their fields. */
    private enum Kind {
        MODEL,
        GRAPH,
        FUNCTION,
        NODE,
        ATTRIBUTE,
        SPARSE,
        TENSOR,
        ENTRY;

        private static final Map<Kind, Map<Integer, Kind>> FIELDS = Map.of(
                MODEL, Map.of(7, GRAPH, 25, FUNCTION),
                GRAPH, Map.of(1, NODE, 5, TENSOR, 15, SPARSE),
                FUNCTION, Map.of(7, NODE),
                NODE, Map.of(5, ATTRIBUTE),
                ATTRIBUTE, Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE, 23, SPARSE),
                SPARSE, Map.of(1, TENSOR, 2, TENSOR),
                TENSOR, Map.of(13, ENTRY),
                ENTRY, Map.of());
    }

    private final InputStream in;
    private final SortedSet<String> names = new TreeSet<>();
    private long at;
    private String key = "";

    private ModelFile(InputStream in) {
        this.in = in;
    }

    /**
     * By what a model is known: the SHA-256 of its file; where it keeps weights elsewhere, that of a list of the digests of
     * all files, the model first, the others with their names in order.
     *
     * @throws io.demur.logits.InputException if one cannot be read
     */
    public static String digest(Path model) {
        String own = FileDigest.of(model);
        SortedSet<String> weights = weights(model);
        return weights.isEmpty() ? own : digest(own + "\n" + listing(model, weights));
    }

    /**
     * The digest of the weights alone.
     *
     * @return empty text if the model keeps all of them in its own file
     */
    public static String weightsDigest(Path model) {
        SortedSet<String> weights = weights(model);
        return weights.isEmpty() ? "" : digest(listing(model, weights));
    }

    private static String listing(Path model, SortedSet<String> weights) {
        StringBuilder list = new StringBuilder();
        for (String name : weights) {
            list.append(name)
                    .append(' ')
                    .append(FileDigest.of(model.resolveSibling(name)))
                    .append('\n');
        }
        return list.toString();
    }

    private static String digest(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The names of the files beside a model in which it keeps weights.
     *
     * @throws io.demur.logits.InputException if the model cannot be read
     */
    public static SortedSet<String> weights(Path model) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(InputFile.check(model)), 1 << 16)) {
            ModelFile file = new ModelFile(in);
            return file.message(Kind.MODEL, InputFile.size(model)) ? file.names : new TreeSet<>();
        } catch (IOException e) {
            throw InputFile.failure(model.toString(), "cannot be read", e);
        }
    }

    /** Reads a message to its end; false if it is none. */
    private boolean message(Kind kind, long end) throws IOException {
        while (at < end) {
            long tag = varint();
            int field = (int) (tag >>> 3);
            boolean good =
                    switch ((int) (tag & 7)) {
                        case VARINT -> {
                            varint();
                            yield true;
                        }
                        case EIGHT_BYTES -> skip(8, end);
                        case FOUR_BYTES -> skip(4, end);
                        case MESSAGE -> part(kind, field, end);
                        default -> false;
                    };
            if (!good) {
                return false;
            }
        }
        return at == end;
    }

    private boolean part(Kind kind, int field, long end) throws IOException {
        long length = varint();
        if (length < 0 || length > end - at) {
            return false;
        }
        if (kind == Kind.ENTRY && length <= LONGEST_NAME) {
            entry(field, (int) length);
            return true;
        }
        Kind inside = Kind.FIELDS.getOrDefault(kind, Map.of()).get(field);
        if (inside == Kind.ENTRY) {
            key = "";
        }
        return inside == null ? skip(length, end) : message(inside, at + length);
    }

    private void entry(int field, int length) throws IOException {
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        at += length;
        if (field == 1) {
            key = text;
        } else if (field == 2 && key.equals("location")) {
            names.add(text);
        }
    }

    private boolean skip(long length, long end) throws IOException {
        if (length > end - at) {
            return false;
        }
        in.skipNBytes(length);
        at += length;
        return true;
    }

    /** A number in the form of protocol buffers; -1 at the end of the file or after too many bytes. */
    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.read();
            if (next < 0) {
                return -1;
            }
            at++;
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        return -1;
    }
}
