package io.demur.io.npy;

import java.nio.ByteBuffer;

/** Elements of the integer types. */
final class Integers {
    private Integers() {}

    /**
     * Element {@code i}, in the byte order of the buffer; a truth value is 0 or 1, and an unsigned number of 64 bits is what
     * these bits are as a signed one: see {@link #isBeyond}.
     */
    static long get(ByteBuffer bytes, int i, NpyType type) {
        return switch (type) {
            case I1 -> bytes.get(i);
            case I2 -> bytes.getShort(2 * i);
            case I4 -> bytes.getInt(4 * i);
            case I8, U8 -> bytes.getLong(8 * i);
            case U1 -> bytes.get(i) & 0xff;
            case U2 -> bytes.getShort(2 * i) & 0xffff;
            case U4 -> bytes.getInt(4 * i) & 0xffffffffL;
            case B1 -> bytes.get(i) == 0 ? 0 : 1;
            case F2, F4, F8 -> throw new IllegalArgumentException(type + " is no integer type");
        };
    }

    /** Whether an element that came as this number is really greater than {@link Long#MAX_VALUE}, by 2^64. */
    static boolean isBeyond(long element, NpyType type) {
        return type == NpyType.U8 && element < 0;
    }
}
