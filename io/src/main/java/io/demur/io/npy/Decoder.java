package io.demur.io.npy;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Turns consecutive elements of one type into doubles, in the byte order of the buffer. */
@FunctionalInterface
interface Decoder {
    /** Elements that pass through one small array at a time, so that it stays in the first-level cache. */
    int BATCH = 1024;

    /** Takes {@code count} elements from the buffer's position on. */
    void decode(ByteBuffer bytes, int count, double[] target, int offset);

    static Decoder of(NpyType type) {
        return switch (type) {
            case F2 -> Decoder::halves;
            case F4 -> Decoder::floats;
            case F8 -> (bytes, count, target, offset) -> bytes.asDoubleBuffer().get(target, offset, count);
            default -> integers(type);
        };
    }

    private static void floats(ByteBuffer bytes, int count, double[] target, int offset) {
        FloatBuffer source = bytes.asFloatBuffer();
        float[] batch = new float[Math.min(BATCH, count)];
        for (int done = 0; done < count; done += BATCH) {
            int size = Math.min(BATCH, count - done);
            source.get(batch, 0, size);
            for (int i = 0; i < size; i++) {
                target[offset + done + i] = batch[i];
            }
        }
    }

    private static void halves(ByteBuffer bytes, int count, double[] target, int offset) {
        ShortBuffer source = bytes.asShortBuffer();
        short[] batch = new short[Math.min(BATCH, count)];
        for (int done = 0; done < count; done += BATCH) {
            int size = Math.min(BATCH, count - done);
            source.get(batch, 0, size);
            for (int i = 0; i < size; i++) {
                target[offset + done + i] = Half.toFloat(batch[i]);
            }
        }
    }

    private static Decoder integers(NpyType type) {
        return (bytes, count, target, offset) -> {
            for (int i = 0; i < count; i++) {
                target[offset + i] = Integers.get(bytes, i, type);
            }
        };
    }
}
