package io.demur.math;

import java.util.Arrays;

/**
 * Numbers as bytes: small ones in few bytes, the same bytes for the same numbers on every machine. For what travels between
 * processes of one version; {@link ByteSource} reads it back.
 */
public final class ByteSink {
    private static final int SEVEN_BITS = 0x7f;
    private static final int MOST_PER_NUMBER = 10;

    private byte[] bytes = new byte[64];
    private int size;

    /** Empty. */
    public ByteSink() {}

    /** An integer in one to ten bytes, fewest for small numbers that are not negative. */
    public ByteSink count(long value) {
        makeRoom();
        long rest = value;
        while ((rest & ~SEVEN_BITS) != 0) {
            bytes[size++] = (byte) ((rest & SEVEN_BITS) | (SEVEN_BITS + 1));
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    /** Eight bytes. */
    public ByteSink bits(long value) {
        makeRoom();
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    private void makeRoom() {
        if (bytes.length - size < MOST_PER_NUMBER) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }

    /** What was written so far. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
