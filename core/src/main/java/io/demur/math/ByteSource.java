package io.demur.math;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads what {@link ByteSink} has written. */
public final class ByteSource {
    private static final int SEVEN_BITS = 0x7f;

    private final ByteBuffer bytes;

    /** Reads from the beginning; the array must not change meanwhile. */
    public ByteSource(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /**
     * The next integer.
     *
     * @throws IllegalArgumentException if the bytes end
     */
    public long count() {
        long value = 0;
        int shift = 0;
        try {
            byte next;
            do {
                next = bytes.get();
                value |= (long) (next & SEVEN_BITS) << shift;
                shift += 7;
            } while (next < 0);
        } catch (BufferUnderflowException e) {
            throw cut(e);
        }
        return value;
    }

    /** The next integer, which must be below a limit. */
    public int countBelow(int limit) {
        long value = count();
        if (value < 0 || value >= limit) {
            throw new IllegalArgumentException(value + " where less than " + limit + " is wanted");
        }
        return (int) value;
    }

    /** The next eight bytes. */
    public long bits() {
        try {
            return bytes.getLong();
        } catch (BufferUnderflowException e) {
            throw cut(e);
        }
    }

    /** Refuses bytes after the end. */
    public void requireEnd() {
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes after the end");
        }
    }

    private IllegalArgumentException cut(BufferUnderflowException cause) {
        return new IllegalArgumentException("cut off after " + bytes.capacity() + " bytes", cause);
    }
}
