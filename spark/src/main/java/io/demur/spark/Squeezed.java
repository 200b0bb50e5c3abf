package io.demur.spark;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Counts by a Huffman code: where every prefix has occurred, about one byte instead of three for each, which Spark's own
 * compression, by repeats, does not find.
 */
final class Squeezed {
    private Squeezed() {}

    /** The bytes in fewer, behind their number. */
    static byte[] of(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setStrategy(Deflater.HUFFMAN_ONLY);
            deflater.setInput(bytes);
            deflater.finish();
            byte[] room = new byte[Integer.BYTES + bytes.length + bytes.length / 8 + 64];
            ByteBuffer.wrap(room).putInt(bytes.length);
            int size = Integer.BYTES;
            while (!deflater.finished()) {
                if (size == room.length) {
                    room = Arrays.copyOf(room, 2 * room.length);
                }
                size += deflater.deflate(room, size, room.length - size);
            }
            return Arrays.copyOf(room, size);
        } finally {
            deflater.end();
        }
    }

    /** What {@link #of} was given. */
    static byte[] undo(byte[] squeezed) {
        Inflater inflater = new Inflater(true);
        try {
            byte[] bytes = new byte[ByteBuffer.wrap(squeezed).getInt()];
            inflater.setInput(squeezed, Integer.BYTES, squeezed.length - Integer.BYTES);
            int size = 0;
            while (size < bytes.length) {
                int more = inflater.inflate(bytes, size, bytes.length - size);
                if (more == 0) {
                    throw new IllegalArgumentException("counts end after " + size + " of " + bytes.length + " bytes");
                }
                size += more;
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("counts are damaged", e);
        } finally {
            inflater.end();
        }
    }
}
