package io.demur.io.npy;

import java.nio.ByteBuffer;

/** Elements of the integer types. */
final class Integers {
    private Integers() {}

    /**
     * Element {@code i}, in the byte order of the buffer; a truth value is 0 or 1, and an unsigned number beyond
     * {@link Long#MAX_VALUE} becomes that.
     */
    static long get(ByteBuffer bytes, int i, NpyType type) {
        return switch (type) {
            case I1 -> bytes.get(i);
            case I2 -> bytes.getShort(2 * i);
            case I4 -> bytes.getInt(4 * i);
            case I8 -> bytes.getLong(8 * i);
            case U1 -> bytes.get(i) & 0xff;
            case U2 -> bytes.getShort(2 * i) & 0xffff;
            case U4 -> bytes.getInt(4 * i) & 0xffffffffL;
            case U8 -> bytes.getLong(8 * i) < 0 ? Long.MAX_VALUE : bytes.getLong(8 * i);
            case B1 -> bytes.get(i) == 0 ? 0 : 1;
            case F2, F4, F8 -> throw new IllegalArgumentException(type + " is no integer type");
        };
    }
}
