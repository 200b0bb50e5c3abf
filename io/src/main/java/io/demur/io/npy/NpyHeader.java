package io.demur.io.npy;

import io.demur.logits.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the head of an NPY file says: versions 1.0, 2.0 and 3.0.
 *
 * @param fortran whether the first index runs fastest
 * @param shape lengths of the dimensions, each at least 0, their product a {@code long}
 * @param dataOffset position of the first element in the source
 */
record NpyHeader(NpyType type, ByteOrder order, boolean fortran, List<Long> shape, long dataOffset) {
    /** numpy itself refuses longer headers; only record types need them. */
    private static final int LONGEST = 1 << 16;

    private static final int MAGIC = 0x934e554d; // \x93NUM
    private static final int MAGIC_END = 0x5059; // PY

    /** Whether these first bytes of a file, four at least, are those of an NPY file. */
    static boolean hasMagic(byte[] head) {
        return head.length >= 4 && ByteBuffer.wrap(head).getInt() == MAGIC;
    }

    /**
     * Reads and checks the head of a source, but not whether the data that it announces is there.
     *
     * @throws InputException for anything but a well-formed header of a readable type
     */
    static NpyHeader read(ByteSource source) {
        ByteBuffer start = bytes(source, 0, 8);
        if (start.getInt() != MAGIC || start.getShort() != MAGIC_END) {
            throw new InputException(source.name(), "is no NPY file", "write it with numpy.save");
        }
        int version = start.get();
        if (version < 1 || version > 3) {
            throw new InputException(
                    source.name(), "has NPY version " + version + ", known are 1 to 3", "save it again");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        ByteBuffer size = bytes(source, 8, lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = version == 1 ? Short.toUnsignedLong(size.getShort()) : Integer.toUnsignedLong(size.getInt());
        checkLength(source, length);
        ByteBuffer text = bytes(source, 8 + lengthBytes, (int) length);
        String literal = (version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1)
                .decode(text)
                .toString();
        return new NpyHeaderParser(source.name(), literal).parse(8 + lengthBytes + length);
    }

    private static void checkLength(ByteSource source, long length) {
        OptionalLong size = source.size();
        if (length > LONGEST || (size.isPresent() && length > size.getAsLong())) {
            throw new InputException(
                    source.name(), "announces a header of " + length + " bytes", "the file is damaged");
        }
    }

    private static ByteBuffer bytes(ByteSource source, long position, int count) {
        OptionalLong size = source.size();
        if (size.isPresent() && size.getAsLong() < position + count) {
            throw new InputException(
                    source.name(),
                    "ends inside the NPY header, after " + size.getAsLong() + " bytes",
                    "the file is cut short; write it again");
        }
        ByteBuffer buffer = ByteBuffer.allocate(count);
        source.read(buffer, position);
        return buffer.flip();
    }

    /** Number of elements. */
    long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** Bytes of all elements. */
    long dataBytes() {
        return Math.multiplyExact(elements(), type.size());
    }

    /** The same array with its data elsewhere. */
    NpyHeader at(long offset) {
        return new NpyHeader(type, order, fortran, shape, offset);
    }

    /**
     * Compares the announced size with the real one.
     *
     * @throws InputException with both sizes if they differ; a stream passes
     */
    void checkSize(ByteSource source) {
        long expected = dataOffset + dataBytes();
        source.size().ifPresent(size -> {
            if (size != expected) {
                throw new InputException(
                        source.name(),
                        "has " + size + " bytes, its header " + describe() + " needs " + expected,
                        size < expected
                                ? "the file is cut short; write it again"
                                : "the rest is not part of the array");
            }
        });
    }

    /** Type and shape in numpy's words. */
    String describe() {
        return type.longName() + " " + shapeText();
    }

    String shapeText() {
        String lengths = shape.toString().replace('[', '(');
        return lengths.replace("]", shape.size() == 1 ? ",)" : ")");
    }
}
