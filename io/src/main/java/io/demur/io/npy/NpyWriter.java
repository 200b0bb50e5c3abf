package io.demur.io.npy;

import io.demur.io.file.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Writes arrays as NPY 1.0, little-endian, C order; each file appears as a whole or not at all.
 *
 * <p>The shape is given as its lengths, {@code n} or {@code n, K}; their product is the number of values.
 */
public final class NpyWriter {
    /** numpy aligns the data to this, so that it can be mapped. */
    private static final int ALIGNMENT = 64;

    private static final int PREFIX_BYTES = 10;
    private static final int BLOCK = 1 << 13;

    private NpyWriter() {}

    /** Writes float32, each value rounded. */
    public static void writeFloats(Path target, double[] values, long... shape) {
        write(target, NpyType.F4, values.length, (buffer, i) -> buffer.putFloat((float) values[i]), shape);
    }

    /** What hands over float32 numbers piece by piece. */
    @FunctionalInterface
    public interface Floats {
        /** Gives all numbers, in order, to the sink. */
        void writeTo(Consumer<float[]> sink);
    }

    /**
     * Writes float32 numbers as they come.
     *
     * @throws IllegalArgumentException if there are not as many as the shape says
     */
    public static void writeFloats(Path target, Floats source, long... shape) {
        long wanted = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        AtomicFile.write(target, stream -> {
            stream.write(header(NpyType.F4, shape));
            long[] written = {0};
            source.writeTo(values -> {
                ByteBuffer buffer =
                        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                buffer.asFloatBuffer().put(values);
                written[0] += values.length;
                try {
                    stream.write(buffer.array());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            if (written[0] != wanted) {
                throw new IllegalArgumentException(
                        written[0] + " values do not have the shape " + Arrays.toString(shape));
            }
        });
    }

    /** Writes float32 as they are. */
    public static void writeFloats(Path target, float[] values, long... shape) {
        write(target, NpyType.F4, values.length, (buffer, i) -> buffer.putFloat(values[i]), shape);
    }

    /** Writes float64. */
    public static void writeDoubles(Path target, double[] values, long... shape) {
        write(target, NpyType.F8, values.length, (buffer, i) -> buffer.putDouble(values[i]), shape);
    }

    /** Writes int64. */
    public static void writeLongs(Path target, long[] values, long... shape) {
        write(target, NpyType.I8, values.length, (buffer, i) -> buffer.putLong(values[i]), shape);
    }

    /** Writes uint8: the low eight bits of each value. */
    public static void writeBytes(Path target, byte[] values, long... shape) {
        write(target, NpyType.U1, values.length, (buffer, i) -> buffer.put(values[i]), shape);
    }

    /** Writes bool. */
    public static void writeBooleans(Path target, boolean[] values, long... shape) {
        write(target, NpyType.B1, values.length, (buffer, i) -> buffer.put((byte) (values[i] ? 1 : 0)), shape);
    }

    private static void write(Path target, NpyType type, int count, Element element, long... shape) {
        long product = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (product != count) {
            throw new IllegalArgumentException(count + " values do not have the shape " + Arrays.toString(shape));
        }
        AtomicFile.write(target, stream -> {
            stream.write(header(type, shape));
            writeData(stream, type, count, element);
        });
    }

    private static byte[] header(NpyType type, long... shape) {
        String lengths = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String order = type.size() == 1 ? "|" : "<";
        String text = "{'descr': '" + order + type.code() + "', 'fortran_order': False, 'shape': (" + lengths
                + (shape.length == 1 ? ",), }" : "), }");
        int length = PREFIX_BYTES + text.length() + 1;
        int padded = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        header.putShort((short) (padded - PREFIX_BYTES));
        header.put((text + " ".repeat(padded - length) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        return header.array();
    }

    private static void writeData(OutputStream stream, NpyType type, int count, Element element) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK * type.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            element.put(buffer, i);
            if (!buffer.hasRemaining() || i == count - 1) {
                stream.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        }
    }

    /** Puts value {@code i} into a buffer. */
    @FunctionalInterface
    private interface Element {
        void put(ByteBuffer buffer, int i);
    }
}
