package io.demur.serve.wire;

import io.demur.serve.decide.BinaryRows;
import io.demur.serve.decide.DoubleRows;
import io.demur.serve.decide.Rows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One input tensor of the Open Inference Protocol, while it is read and afterwards. */
final class InferTensor {
    String name = "";
    String datatype = "";
    List<Integer> shape = new ArrayList<>();
    int binarySize = -1;

    final List<String> texts = new ArrayList<>();
    private final Numbers numbers = new Numbers();
    private byte[] bytes = new byte[0];
    private int offset;

    /** Takes its part of the binary tail. */
    void tail(byte[] body, int from) {
        bytes = body;
        offset = from;
    }

    /** Takes texts or numbers, in lists to any depth: the type may come later. */
    void data(JsonInput in) throws IOException {
        in.list(() -> {
            if (in.isList()) {
                data(in);
            } else if (in.isText()) {
                texts.add(in.text());
            } else {
                numbers.add(in.number());
            }
        });
    }

    /** Elements by the shape. */
    private long elements() {
        long product = 1;
        for (int size : shape) {
            product *= size;
            if (size < 0 || product > Integer.MAX_VALUE) {
                throw new Refusal(400, "input " + name + ": its shape " + shape + " is negative or too large");
            }
        }
        return product;
    }

    /** Its numbers as rows: shape (N, K), or (K) for one row. */
    Rows rows() {
        if (shape.isEmpty() || shape.size() > 2 || elements() == 0) {
            throw new Refusal(400, "input " + name + ": its shape is " + shape + ", not (N, K) with N and K above 0");
        }
        return rows(shape.get(shape.size() - 1));
    }

    /**
     * Its numbers as rows of a shape.
     *
     * @param wanted sizes of a row; -1 where any will do
     */
    Rows rows(List<Long> wanted) {
        List<Integer> row = shape.size() == 1 && wanted.size() == 1
                ? shape
                : shape.subList(Math.min(1, shape.size()), shape.size());
        boolean fits = row.size() == wanted.size() && elements() > 0;
        for (int i = 0; fits && i < row.size(); i++) {
            fits = wanted.get(i) < 0 || wanted.get(i) == (long) row.get(i);
        }
        if (!fits) {
            throw new Refusal(400, "input " + name + ": its shape is " + shape + ", the model takes rows of " + wanted);
        }
        return rows(row.stream().reduce(1, Math::multiplyExact));
    }

    private Rows rows(int columns) {
        long elements = elements();
        BinaryRows.Type type = type();
        if (binarySize >= 0) {
            if (binarySize != elements * type.bytes()) {
                throw new Refusal(
                        400,
                        "input " + name + ": has " + binarySize + " bytes, its shape " + shape + " of " + datatype
                                + " needs " + elements * type.bytes());
            }
            return new BinaryRows(type, (int) (elements / columns), columns, bytes, offset);
        }
        if (numbers.size() != elements || !texts.isEmpty()) {
            throw new Refusal(
                    400,
                    "input " + name + ": has " + numbers.size() + " numbers, its shape " + shape + " needs "
                            + elements);
        }
        return new DoubleRows(columns, rounded(numbers, type), numbers.size());
    }

    private BinaryRows.Type type() {
        return switch (datatype.toUpperCase(Locale.ROOT)) {
            case "FP32" -> BinaryRows.Type.FP32;
            case "FP64" -> BinaryRows.Type.FP64;
            default -> throw new Refusal(400, "input " + name + ": has datatype " + datatype + ", not FP32 or FP64");
        };
    }

    /** What says FP32 is as coarse as that, so that the decision is that of the same numbers in binary. */
    private static double[] rounded(Numbers numbers, BinaryRows.Type type) {
        double[] values = numbers.values();
        for (int i = 0; type == BinaryRows.Type.FP32 && i < numbers.size(); i++) {
            values[i] = (float) values[i];
        }
        return values;
    }

    /** Its texts: BYTES of shape (N) or (N, 1). */
    List<String> texts() {
        if (shape.isEmpty() || elements() != shape.get(0)) {
            throw new Refusal(400, "input " + name + ": its shape is " + shape + ", not (N) or (N, 1)");
        }
        if (!datatype.equals("BYTES")) {
            throw new Refusal(400, "input " + name + ": has datatype " + datatype + ", not BYTES");
        }
        List<String> all = binarySize >= 0 ? binaryTexts() : texts;
        if (all.size() != elements()) {
            throw new Refusal(
                    400,
                    "input " + name + ": has " + all.size() + " texts, its shape " + shape + " needs " + elements());
        }
        return all;
    }

    /** Each text is its length in four bytes and its bytes. */
    private List<String> binaryTexts() {
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, binarySize).order(ByteOrder.LITTLE_ENDIAN);
        List<String> all = new ArrayList<>();
        while (in.hasRemaining()) {
            int length = in.remaining() >= 4 ? in.getInt() : -1;
            if (length < 0 || length > in.remaining()) {
                throw new Refusal(400, "input " + name + ": its bytes are no texts with lengths");
            }
            byte[] text = new byte[length];
            in.get(text);
            all.add(new String(text, StandardCharsets.UTF_8));
        }
        return all;
    }
}
