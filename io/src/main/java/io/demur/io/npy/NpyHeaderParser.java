package io.demur.io.npy;

import io.demur.logits.InputException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses the Python dictionary in an NPY header: exactly the keys {@code descr}, {@code fortran_order} and
 * {@code shape}, each once, with a string, a truth value and a tuple of whole numbers.
 */
final class NpyHeaderParser {
    /** numpy's own limit. */
    private static final int MOST_DIMENSIONS = 64;

    private final String file;
    private final String text;
    private int at;

    NpyHeaderParser(String file, String text) {
        this.file = file;
        this.text = text;
    }

    NpyHeader parse(long dataOffset) {
        Map<String, Object> fields = dictionary();
        if (!(fields.get("descr") instanceof String descr)
                || !(fields.get("fortran_order") instanceof Boolean fortran)
                || !(fields.get("shape") instanceof Shape shape)) {
            throw damaged("the keys are " + fields.keySet());
        }
        checkSize(shape.lengths());
        NpyType type = NpyType.parse(file, hasOrder(descr) ? descr.substring(1) : descr);
        return new NpyHeader(type, order(descr, type), fortran, shape.lengths(), dataOffset);
    }

    private static boolean hasOrder(String descr) {
        return !descr.isEmpty() && "<>=|".indexOf(descr.charAt(0)) >= 0;
    }

    private ByteOrder order(String descr, NpyType type) {
        return switch (descr.charAt(0)) {
            case '<' -> ByteOrder.LITTLE_ENDIAN;
            case '>' -> ByteOrder.BIG_ENDIAN;
            case '|' -> {
                if (type.size() > 1) {
                    throw damaged("the type " + descr + " has no byte order");
                }
                yield ByteOrder.nativeOrder();
            }
            default -> ByteOrder.nativeOrder();
        };
    }

    private void checkSize(List<Long> shape) {
        try {
            long size = 8;
            for (long length : shape) {
                size = Math.multiplyExact(size, length);
            }
        } catch (ArithmeticException e) {
            throw new InputException(file, "announces the impossible shape " + shape, e);
        }
    }

    private Map<String, Object> dictionary() {
        Map<String, Object> fields = new HashMap<>();
        expect('{');
        while (!accept('}')) {
            String key = string();
            expect(':');
            if (fields.put(key, value()) != null) {
                throw damaged("the key " + key + " comes twice");
            }
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        if (skipSpace() < text.length()) {
            throw damaged("text follows the dictionary");
        }
        return fields;
    }

    private Object value() {
        skipSpace();
        if (text.startsWith("True", at)) {
            at += 4;
            return true;
        }
        if (text.startsWith("False", at)) {
            at += 5;
            return false;
        }
        if (accept('(')) {
            return shape();
        }
        if (accept('[')) {
            throw new InputException(
                    file, "holds records with named fields", "save one field as a plain array: array['field']");
        }
        return string();
    }

    private Shape shape() {
        List<Long> lengths = new ArrayList<>();
        while (!accept(')')) {
            if (lengths.size() == MOST_DIMENSIONS) {
                throw damaged("there are more than " + MOST_DIMENSIONS + " dimensions");
            }
            lengths.add(length());
            if (!accept(',')) {
                expect(')');
                break;
            }
        }
        return new Shape(List.copyOf(lengths));
    }

    private long length() {
        int from = skipSpace();
        while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0 && text.charAt(at) < 128) {
            at++;
        }
        if (at == from || at - from > 18) {
            throw damaged("a length in the shape is no whole number below 10^18");
        }
        long length = Long.parseLong(text, from, at, 10);
        accept('L'); // Python 2 marked long integers so
        return length;
    }

    private String string() {
        char quote = accept('\'') ? '\'' : '"';
        if (quote == '"') {
            expect('"');
        }
        int end = text.indexOf(quote, at);
        if (end < 0 || end - at > 64) {
            throw damaged("a string does not end");
        }
        String string = text.substring(at, end);
        at = end + 1;
        return string;
    }

    private int skipSpace() {
        while (at < text.length() && " \n\t\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private boolean accept(char wanted) {
        if (skipSpace() < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw damaged("'" + wanted + "' is missing at character " + at);
        }
    }

    private InputException damaged(String reason) {
        return new InputException(file, "has a damaged NPY header: " + reason, "save the array again");
    }

    /** A tuple, told apart from the other values. */
    private record Shape(List<Long> lengths) {}
}
