package io.demur.math;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Numbers as bytes: small ones in few bytes, the same bytes for the same numbers on every machine. For what travels between
 * processes of one version; {@link ByteSource} reads it back.
 */
public final class ByteSink {
    private static final int SEVEN_BITS = 0x7f;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Empty. */
    public ByteSink() {}

    /** An integer in one to ten bytes, fewest for small numbers that are not negative. */
    public ByteSink count(long value) {
        long rest = value;
        while ((rest & ~SEVEN_BITS) != 0) {
            bytes.write((int) (rest & SEVEN_BITS) | (SEVEN_BITS + 1));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    /** Eight bytes. */
    public ByteSink bits(long value) {
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    /** What was written so far. */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }
}
