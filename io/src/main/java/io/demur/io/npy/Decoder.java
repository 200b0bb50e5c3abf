package io.demur.io.npy;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Turns consecutive elements of one type into doubles, in the byte order of the buffer. For one thread. */
@FunctionalInterface
interface Decoder {
    double TWO_TO_64 = 0x1p64;

    /** Elements that pass through one small array at a time, so that it stays in the first-level cache. */
    int BATCH = 1024;

    /** Takes {@code count} elements from the buffer's position on. */
    void decode(ByteBuffer bytes, int count, double[] target, int offset);

    static Decoder of(NpyType type) {
        return switch (type) {
            case F2 -> halves(new short[BATCH]);
            case F4 -> floats(new float[BATCH]);
            case F8 -> (bytes, count, target, offset) -> bytes.asDoubleBuffer().get(target, offset, count);
            default -> integers(type);
        };
    }

    private static Decoder floats(float[] batch) {
        return (bytes, count, target, offset) -> {
            FloatBuffer source = bytes.asFloatBuffer();
            for (int done = 0; done < count; done += BATCH) {
                int size = Math.min(BATCH, count - done);
                source.get(batch, 0, size);
                for (int i = 0; i < size; i++) {
                    target[offset + done + i] = batch[i];
                }
            }
        };
    }

    private static Decoder halves(short[] batch) {
        return (bytes, count, target, offset) -> {
            ShortBuffer source = bytes.asShortBuffer();
            for (int done = 0; done < count; done += BATCH) {
                int size = Math.min(BATCH, count - done);
                source.get(batch, 0, size);
                for (int i = 0; i < size; i++) {
                    target[offset + done + i] = Half.toFloat(batch[i]);
                }
            }
        };
    }

    private static Decoder integers(NpyType type) {
        return (bytes, count, target, offset) -> {
            for (int i = 0; i < count; i++) {
                long element = Integers.get(bytes, i, type);
                target[offset + i] = Integers.isBeyond(element, type) ? element + TWO_TO_64 : element;
            }
        };
    }
}
