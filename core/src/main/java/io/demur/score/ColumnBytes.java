package io.demur.score;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * Arrays of numbers as bytes, big-endian, and several byte arrays as one.
 *
 * @param bytesEach size of a number
 * @param length of an array
 * @param allocate a new array
 * @param copy from an array into a buffer at its position
 * @param fill an array from a buffer at its position
 */
record ColumnBytes<A>(
        int bytesEach,
        ToIntFunction<A> length,
        IntFunction<A> allocate,
        BiConsumer<ByteBuffer, A> copy,
        BiConsumer<ByteBuffer, A> fill) {
    static final ColumnBytes<double[]> DOUBLES = new ColumnBytes<>(
            Double.BYTES,
            array -> array.length,
            double[]::new,
            (buffer, array) -> buffer.asDoubleBuffer().put(array),
            (buffer, array) -> buffer.asDoubleBuffer().get(array));

    static final ColumnBytes<long[]> LONGS = new ColumnBytes<>(
            Long.BYTES,
            array -> array.length,
            long[]::new,
            (buffer, array) -> buffer.asLongBuffer().put(array),
            (buffer, array) -> buffer.asLongBuffer().get(array));

    static final ColumnBytes<int[]> INTS = new ColumnBytes<>(
            Integer.BYTES,
            array -> array.length,
            int[]::new,
            (buffer, array) -> buffer.asIntBuffer().put(array),
            (buffer, array) -> buffer.asIntBuffer().get(array));

    byte[] write(A array) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(length.applyAsInt(array), bytesEach));
        copy.accept(buffer, array);
        return buffer.array();
    }

    A read(ByteBuffer source, int count) {
        A array = allocate.apply(count);
        underflowIsBad(source, s -> {
            fill.accept(s, array);
            return array;
        });
        return array;
    }

    /** All parts in one array, each after its length. */
    static byte[] join(List<byte[]> parts) {
        long size = parts.stream()
                .mapToLong(part -> Integer.BYTES + (long) part.length)
                .sum();
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(size));
        parts.forEach(part -> buffer.putInt(part.length).put(part));
        return buffer.array();
    }

    static List<ByteBuffer> split(byte[] joined) {
        return underflowIsBad(ByteBuffer.wrap(joined), buffer -> {
            List<ByteBuffer> parts = new ArrayList<>();
            while (buffer.hasRemaining()) {
                int length = buffer.getInt();
                if (length < 0 || length > buffer.remaining()) {
                    throw new BufferUnderflowException();
                }
                parts.add(buffer.slice(buffer.position(), length));
                buffer.position(buffer.position() + length);
            }
            return parts;
        });
    }

    private static <T> T underflowIsBad(ByteBuffer source, Function<ByteBuffer, T> read) {
        try {
            return read.apply(source);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("cut off after " + source.capacity() + " bytes", e);
        }
    }
}
